const { default: TestRunner } = require('jest-runner');

/** Runs its files one after the other, while no other runner of the same run has any: Jest starts one runner after the other. */
module.exports = class extends TestRunner {
	isSerial = true;
};
