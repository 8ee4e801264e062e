interface Cancelable {
	cancel(): void;
}

/** Cancels when asked to; the returned function stops listening, so that a finished run holds on to nothing. */
export function cancelWhen(
	execution: Cancelable,
	when: Promise<void> | AbortSignal | undefined,
): () => void {
	const cancel = () => execution.cancel();
	const ignore = () => undefined;
	if (when === undefined) return ignore;
	if ('then' in when) {
		let listening = true;
		when.then(() => (listening ? cancel() : undefined), ignore);
		return () => {
			listening = false;
		};
	}
	if (when.aborted) cancel();
	else when.addEventListener('abort', cancel, { once: true });
	return () => when.removeEventListener('abort', cancel);
}
