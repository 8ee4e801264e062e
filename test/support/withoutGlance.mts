import { severalMeanings } from '../../lib/redaction/glance';
import { spellingsIn, type Spellings } from '../../lib/redaction/spellings';

/** The slow reading of an answer: each escape through the lists of what its characters may be spelled as. */
export const withoutGlance = (bytes: Buffer): Spellings =>
	spellingsIn(bytes, () => ({ plain: () => severalMeanings, plainEnd: () => 0 }));
