/** A polling node: counts its polls, asks `/events` for numbers, and emits them; without numbers it returns null. */
export const probeTrigger = `
exports.ProbeTrigger = class {
	description = {
		displayName: 'Probe Trigger', name: 'probeTrigger', group: ['trigger'], version: 1, description: '', polling: true,
		defaults: { name: 'Probe Trigger' }, inputs: [], outputs: ['main'], credentials: [{ name: 'probeApi', required: true }],
		properties: [],
	};
	async poll() {
		const data = this.getWorkflowStaticData('node');
		data.polls = (data.polls ?? 0) + 1;
		this.logger.info('Polling', { polls: data.polls });
		const { baseUrl } = await this.getCredentials('probeApi');
		const request = { method: 'GET', url: baseUrl + '/events', json: true };
		const { events } = await this.helpers.httpRequestWithAuthentication.call(this, 'probeApi', request);
		if (events.length === 0) return null;
		data.last = events.at(-1);
		const polled = { polls: data.polls, mode: this.getMode(), activation: this.getActivationMode(), budget: this.getPollBudgetMs() };
		return [events.map((n) => ({ json: { n, ...polled } }))];
	}
};`;
