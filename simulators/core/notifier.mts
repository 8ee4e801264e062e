import type { NotifyOptions, SentNotification } from '../types.mts';
import { createAgenda } from './agenda.mts';
import type { Notice } from './notices.mts';
import { pause } from './pause.mts';
import { isOnThisMachine, post } from './post.mts';

/** Enough for any test; a simulator left running for days stays small. */
const maxSent = 1000;
const maxRedirects = 5;

export interface Notifier {
	/** Throws for an address that is not on this machine and for a time scale of nothing. */
	configure(options: NotifyOptions | null): void;
	isConfigured(): boolean;
	/** Sends now, and again as the notice's rules say. Does nothing for a notice without an address. */
	send(notice: Notice): void;
	/** Runs when the simulator's clock has come so far, unless there is no address by then. */
	later(at: number, run: () => void): void;
	/** Every call made, oldest first. */
	sent(): SentNotification[];
	/** Ends all that is under way, and forgets what was sent and where to. */
	reset(): void;
	/** The same, for good. */
	close(): void;
}

export function createNotifier(now: () => number): Notifier {
	let options: NotifyOptions | null = null;
	let sent: SentNotification[] = [];
	const agenda = createAgenda(now);
	const underWay = new Map<AbortController, Notice>();
	let closed = false;

	const stop = (which: (notice: Notice) => boolean) => {
		for (const [controller, notice] of underWay) {
			if (!which(notice)) continue;
			underWay.delete(controller);
			controller.abort();
		}
	};
	const record = (entry: SentNotification) => {
		sent.push(entry);
		if (sent.length > maxSent) sent.shift();
		return entry;
	};

	async function attemptOnce(
		notice: Notice,
		url: string,
		attempt: number,
		signal: AbortSignal,
	): Promise<number | null> {
		const { body, rules } = notice;
		const headers = notice.headers({
			...{ url, body, unsigned: options?.unsigned ?? false },
			...(options?.secret === undefined ? {} : { secret: options.secret }),
		});
		let target = url;
		for (let redirects = 0; ; redirects += 1) {
			const entry = record({ url: target, body, headers, attempt, status: null, at: now() });
			const answer = isOnThisMachine(target) ? await post(target, headers, body, signal) : null;
			if (!answer || signal.aborted) return null;
			entry.status = answer.status;
			const { status, location } = answer;
			const follows = rules.follows.includes(status) && redirects < maxRedirects;
			if (!follows || location === null || !URL.canParse(location, target)) return status;
			target = new URL(location, target).href;
		}
	}

	async function deliver(notice: Notice, url: string, signal: AbortSignal): Promise<void> {
		const { accepts, resends, waitMs } = notice.rules;
		for (let attempt = 1; !signal.aborted; attempt += 1) {
			const status = await attemptOnce(notice, url, attempt, signal);
			if (status !== null && accepts(status)) return;
			if (attempt > resends(status)) return;
			await pause(waitMs / (options?.timeScale ?? 1), signal);
		}
	}

	function reset(): void {
		stop(() => true);
		options = null;
		sent = [];
		agenda.clear();
	}

	return {
		configure(wanted) {
			if (closed) return;
			if (wanted) {
				requireUsable(wanted);
				options = { ...wanted };
				agenda.open();
			} else {
				options = null;
				stop(({ url }) => url === null);
				agenda.shut();
			}
		},
		isConfigured: () => options !== null,
		send(notice) {
			const url = notice.url ?? options?.url;
			if (closed || url === undefined) return;
			const controller = new AbortController();
			underWay.set(controller, notice);
			void deliver(notice, url, controller.signal).finally(() => underWay.delete(controller));
		},
		later(at, run) {
			if (!closed) agenda.add(at, run);
		},
		sent: () => sent.map((entry) => ({ ...entry, headers: { ...entry.headers } })),
		reset,
		close() {
			reset();
			closed = true;
		},
	};
}

function requireUsable({ url, timeScale = 1 }: NotifyOptions): void {
	if (!isOnThisMachine(url)) {
		throw new Error(
			`Notifications go to this machine only: the URL must start with http://127.0.0.1 or http://localhost, this one is ${url}`,
		);
	}
	if (!(timeScale > 0)) throw new Error(`The time scale must be above 0, this one is ${timeScale}`);
}
