import type { SimulatorControl, SimulatorCredentials, SimulatorSettings } from '../types.mts';
import type { FaultQueue } from './faults.mts';
import type { Lag } from './lag.mts';
import type { Notifier } from './notifier.mts';
import type { Recorder } from './recorder.mts';
import type { Simulation } from './simulation.mts';
import type { TokenStore } from './tokens.mts';

export interface ControlParts {
	/** The live object: it is changed in place, because everyone holds it. */
	settings: SimulatorSettings;
	seedSettings: SimulatorSettings;
	/** Live, like the settings. */
	credentials: SimulatorCredentials;
	seedCredentials: SimulatorCredentials;
	tokens: TokenStore;
	faults: FaultQueue;
	recorder: Recorder;
	notifier: Notifier;
	lag: Lag;
	simulation: Simulation;
}

const noAddress = 'There is no address to send to: set one with notify first';

export function createControl(parts: ControlParts): SimulatorControl {
	const {
		settings,
		seedSettings,
		credentials,
		seedCredentials,
		tokens,
		faults,
		recorder,
		notifier,
		lag,
		simulation,
	} = parts;
	return {
		settings,
		configure(patch) {
			Object.assign(settings, patch);
		},
		reset() {
			delete settings.pagesLagMs;
			delete settings.rejectAllTokens;
			delete settings.expiresIn;
			delete settings.wrapToken;
			Object.assign(settings, seedSettings);
			Object.assign(credentials, seedCredentials);
			tokens.clear();
			faults.clear();
			recorder.clear();
			notifier.reset();
			lag.clear();
			simulation.reset();
		},
		addFault: faults.add,
		counts: recorder.counts,
		traffic: recorder.traffic,
		tokens: tokens.list,
		revokeTokens: tokens.revokeAll,
		rotate(changed) {
			Object.assign(credentials, changed);
			tokens.revokeAll();
		},
		requests: recorder.requests,
		records() {
			lag.catchUp();
			return structuredClone(simulation.records());
		},
		setStatus(id, status) {
			if (!simulation.setStatus(id, status)) throw new Error(`There is no payment ${id}`);
		},
		addPayment: simulation.addPayment,
		notify: notifier.configure,
		notifications: notifier.sent,
		sendNotification(body) {
			if (!notifier.isConfigured()) throw new Error(noAddress);
			notifier.send(simulation.noticeOf(body));
		},
		sendTestNotification() {
			if (!simulation.testNotice) throw new Error('This provider has no test notification');
			if (!notifier.isConfigured()) throw new Error(noAddress);
			notifier.send(simulation.testNotice());
		},
	};
}
