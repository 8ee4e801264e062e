/** What is used of gifenc, which comes without types. */
declare module 'gifenc' {
	/** Red, green and blue, 0 to 255 each. */
	export type Palette = number[][];
	interface Encoder {
		writeFrame(
			indexes: Uint8Array,
			width: number,
			height: number,
			options: {
				/** With the first frame: for all of them. */
				readonly palette?: Palette;
				/** In milliseconds. */
				readonly delay: number;
				readonly transparent: boolean;
				readonly transparentIndex: number;
				/** 1 keeps what stands under a transparent pixel. */
				readonly dispose: number;
			},
		): void;
		finish(): void;
		bytes(): Uint8Array;
	}
	/** Node gives a CommonJS module as its default export. */
	const gifenc: {
		quantize(rgba: Uint8Array, maxColors: number): Palette;
		GIFEncoder(): Encoder;
	};
	export default gifenc;
}
