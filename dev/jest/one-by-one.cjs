const { default: TestRunner } = require('jest-runner');

/** Runs its files one after the other, whatever the number of workers. */
module.exports = class extends TestRunner {
	isSerial = true;
};
