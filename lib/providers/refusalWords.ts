/**
 * What the words of a refusal say of the write, in English, Portuguese, Spanish and Indonesian. No provider publishes its
 * wordings, so these are the usual ones of validators and gateways. A word too many costs a look-up; a word too few costs a
 * second payment.
 */

/** Whether it says that its reference exists, in a sentence or in a code such as `REFERENCE_ALREADY_EXISTS`. */
export function saysDuplicate(said: string): boolean {
	const words = wordsIn(said);
	return (
		hasAny(duplicates, words) || words.split(/[^a-z\d ]+/).some(saysExists) || saysAlready(words)
	);
}

/** Whether it says that the server gave up, so that nobody knows what it did: some answer 400 then. */
export const saysGaveUp = (said: string): boolean => hasAny(gaveUp, wordsIn(said));

/** Whether it asks to try later. It does not say that nothing was done, except beside HTTP 429. */
export function saysTryLater(said: string): boolean {
	const words = wordsIn(said);
	return hasAny(tryLater, words) && !shortOfMoney.test(words);
}

/** The reason of a refusal that was decided: what comes later is another request. */
const shortOfMoney = /\b(?:balance|fondos|funds|limit[aeo]?|saldo)\b/;

const hasAny = (wordings: readonly RegExp[], words: string): boolean =>
	wordings.some((wording) => wording.test(words));

/** In lower case, without accents, with one blank between words. Codes are words without blanks between them. */
const wordsIn = (said: string): string =>
	said
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.replace(/([a-z\d])([A-Z])/g, '$1 $2')
		.replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
		.toLowerCase()
		.replace(/[\s_-]+/g, ' ');

/** "No such account exists" is about something else. In "reference no exists" it is short for number. */
const saysExists = (clause: string): boolean =>
	/\bexists\b(?! not\b)/.test(clause) &&
	!/^ ?no [a-z]|\b(?:as|because|is|since) no [a-z]|\b(?:none|nor|not|nothing) exists\b|\b(?:if|whether)\b/.test(
		clause,
	);

/** "Already", what may stand after it, and how the word begins that says what was done, or that it is being done. */
interface Already {
	readonly words: ReadonlySet<string>;
	readonly between: ReadonlySet<string>;
	readonly done: readonly string[];
}

const wordList = (words: string): readonly string[] => words.trim().split(/\s+/);
const wordSet = (words: string): ReadonlySet<string> => new Set(wordList(words));

const alreadys: readonly Already[] = [
	{
		words: wordSet('already previously'),
		between: wordSet('a an been being has have in is the was were'),
		done: wordList(`accepted approved assigned associated captured charged completed confirmed created done executed
			exist finali finished initiated known linked made paid payment pending posted present processed processing progress
			received recorded registered requested sent settled stored submitted succeeded successful taken transaction
			transferred use`),
	},
	{
		words: wordSet('ja ya'),
		between:
			wordSet(`em en encontra encuentra esta estao estan estava estaba foi foram fue fueron ha han havia hay se sendo
			sido siendo tem tiene tinha`),
		done: wordList(`aceit acept andamento aprobad aprovad asociad associad cadastrad cobrad complet concluid confirmad
			consta cread criad curso efectu efetu ejecut emitid envi execut exist feit finaliz hech iniciad liquidad ocupad
			paga pago posee possui proces realiz recebid recibid registr solicitad tomad um un usad uso utiliz vinculad`),
	},
	{
		words: wordSet('pernah sudah telah'),
		between: wordSet('di pernah'),
		done: wordList(`ada berhasil diajukan dibayar dibuat digunakan dikirim dilakukan dimiliki dipakai diproses disimpan
			diterima lunas pakai proses selesai terbayar tercatat terdaftar terkirim terpakai terproses`),
	},
];

/** How many words after "already" are looked at: so the time grows with the text, and not with its square. */
const maxAfter = 5;

/** "already used", "has already been processed", "já está em uso", "sudah pernah digunakan". */
function saysAlready(words: string): boolean {
	const said = words.split(/[^a-z\d]+/);
	return alreadys.some((already) =>
		said.some(
			(word, index) =>
				already.words.has(word) && isDone(already, said.slice(index + 1, index + 1 + maxAfter)),
		),
	);
}

function isDone({ between, done }: Already, after: readonly string[]): boolean {
	const next = after.find((word) => !between.has(word)) ?? '';
	return done.some((beginning) => next.startsWith(beginning));
}

const duplicates: readonly RegExp[] = [
	/(?<!\b(?:non|not|no|of an) ?)\bexisting (?:transaction|payment|order|payout|transfer|withdrawal|reference|request)\b/,
	/(?<!\b(?:nao|no|nem|ni|nunca|mais|mas|se|si) )\bexist(?:e|em|en|ente|entes)\b/,
	/\b(?:ha[sv]e? been|previously|was) (?:completed|executed|made|paid|processed|received|recorded|registered|sent|submitted|taken|used)\b/,
	/(?<!\bnot (?:been )?)\b(?:exists|paid|processed|received|sent|submitted|taken|used) (?:already|before|once|previously|twice)\b/,
	/(?<!\bnot )\bin use\b|\breused?\b|\bre used\b|\btwice\b|\brepeated\b|\bconflict|\bconflito|\bdouble (?:payment|request|transaction)\b/,
	/\banother (?:disbursement|invoice|order|payment(?! method)|payout|reference|request|transaction|transfer|withdrawal)\b/,
	/\bsame (?:external|id|idempotency|invoice|order|reference|request|transaction|trx)\b/,
	/\b(?:be|non|not) unique\b|\bunique (?:constraint|index|key)\b|\buniqueness\b/,
	/\b(?:deve ser|debe ser|nao e|no es) unic[ao]\b|\b(?:bukan|harus|tidak) unik\b/,
	/\bduplica|\bduplici|\bduplika|\bdup\b|\bganda\b|\brepetid[ao]|\bre(?:utilizad|usad)[ao]/,
	/\b(?:enviad|pag|processad|procesad|realizad|registrad|usad|utilizad)[ao]s? (?:anteriormente|antes|previamente)\b/,
	/\b(?:mesm|mism)[ao] (?:codigo|id|identificador|numero|referencia|transacao|transaccion)\b/,
	/\boutr[ao] (?:cobranca|pagamento|pedido|saque|transacao)\b|\botr[ao] (?:cobro|orden|pago|pedido|retiro|transaccion)\b/,
	/\btransaksi lain\b|\b(?:invoice|referensi|transaksi) (?:yang )?sama\b|\b(?:dua|lebih dari satu|lebih dari se) ?kali\b/,
];

const gaveUp: readonly RegExp[] = [
	/\be?timed? ?outs?\b|\bdeadline exceeded\b|\beconn|\bsomething went wrong\b|\boverload/,
	/\b(?:backend|fatal|gateway|general|generic|internal|network|processing|server|service|system|temporary|undefined|unexpected|unhandled|unknown|upstream) (?:(?:api|processing|server|service|system) )?(?:error|exception|failure|fault|issue|problem)\b/,
	/\bbad gateway\b|\bgateway unavailable\b|\b(?:no|invalid) response from\b|\b(?:did|does|is) not respond|\b(?:could not|unable to|failed to) (?:connect|reach)\b/,
	/(?<!\bvalidation )\berror (?:has |was )?occurred\b|\b(?:error|failure|problem) (?:at|in|on|of|with) (?:our |the )?(?:server|system)\b/,
	/\bserv(?:er|ice) unavailable\b|\b(?:currently|temporarily) (?:busy|down|offline|unavailable|not available)\b/,
	/\b(?:host|network|serv(?:er|ice)|switch|system) (?:is |are )?(?:currently |temporarily )?(?:busy|down|offline|not responding|unavailable|unreachable)\b/,
	/\b(?:communication|connection|socket) (?:has |was |been )*(?:aborted|closed|error|failed|failure|issue|lost|problem|refused|reset)\b/,
	/\b(?:order|payment|payout|request|transaction|transfer|withdrawal) (?:is |still )*(?:being processed|in process|in progress|pending|processing)\b/,
	/\bmaintenance\b|\bmanutencao\b|\bmantenimiento\b|\bpemeliharaan\b|\bperbaikan\b|\bsobrecarg|\bsobrecarreg/,
	// Portuguese and Spanish.
	/\b(?:erro|error|falha|fall[ao]) (?:critic[ao]|desconhecid[ao]|desconocid[ao]|generic[ao]|geral|general|inesperad[ao]|intern[ao]|temporal|temporari[ao])\b/,
	/\b(?:erro|error|falha|fall[ao]) (?:d[aeo] |del |en el |en la |n[ao] )?(?:comunicacao|comunicacion|conexao|conexion|red|rede|servidor|servico|servicio|sistema)\b/,
	/\b(?:erro|error|falha|fall[ao]) (?:ao|al) process?ar\b|\balgo (?:deu errado|salio mal)\b/,
	/\b(?:ocorreu|houve) (?:um|uma|algum|alguma) (?:erro|falha|problema)\b(?! de validacao)|\b(?:ocurrio|ocurrido|produjo|producido) un (?:error|fallo|problema)\b(?! de validacion)/,
	/\bt(?:em|iem)po (?:(?:de (?:conexao|conexion|espera|processamento|procesamiento|resposta|respuesta)|limite|maximo) ){0,2}(?:(?:foi|fue|ha|se|sido) ){0,2}(?:agotad|agoto|esgotad|esgotou|exced|expir|superad|ultrapass)/,
	/\b(?:agotado|agoto|esgotado|esgotou|excedeu|excedido|excedio|expirado|expiro|expirou) (?:el|o) t(?:em|iem)po\b/,
	/\b(?:plataforma|serv(?:ico|icio|idor)|sistema) (?:(?:esta|se|encontra|encuentra|momentaneamente|temporalmente|temporariamente) ){0,3}(?:caid|em manut|en manten|fora d[eo]|fuera de|indispon|instavel|na?o (?:esta )?dispon|na?o responde|ocupad|saturad)/,
	/\b(?:momentaneamente|temporalmente|temporariamente) (?:fora d[eo] ar|fuera de servicio|indisponive(?:l|is)|nao disponivel|no disponible)\b/,
	/\b(?:orden|pagamento|pago|pedido|saque|retiro|transacao|transaccion|transferencia) (?:ainda |aun |esta |sigue )*(?:em andamento|em processamento|en curso|en proceso|pendente|pendiente)\b/,
	// Indonesian.
	/\bterjadi (?:error|gangguan|kegagalan|kesalahan|masalah)\b(?! validasi)|\bgangguan\b|\bwaktu (?:(?:koneksi|permintaan|proses|respons?|sudah|telah|tunggu) ){0,2}(?:berakhir|habis|terlampaui)\b/,
	/\b(?:kegagalan|kesalahan) (?:pada )?(?:internal|jaringan|koneksi|layanan|server|sistem|tak terduga|tidak diketahui|tidak terduga|umum|yang tidak)\b/,
	/\b(?:bank|jaringan|koneksi|layanan|server|sistem) (?:(?:kami|masih|saat ini|sedang|sementara) ){0,3}(?:bermasalah|down|error|gagal|penuh|sibuk|terputus|tidak dapat dihubungi|tidak merespon|tidak tersedia)/,
	/\b(?:pembayaran|permintaan|transaksi|transfer) (?:masih |sedang )+(?:di ?)?(?:pending|proses)|\btidak (?:ada |men ?dapat )?respon/,
];

const tryLater: readonly RegExp[] = [
	/\bagain (?:later|shortly|soon|in (?:a|an|a few|some|\d{1,4}) )|\b(?:retry|try) (?:later|shortly|soon)\b|\blater time\b/,
	/\bma(?:i|)s tarde\b|\b(?:em|en) (?:alguns|algunos|breve|instantes|uns|unos) ?(?:instantes|minutos|momentos|segundos)?\b/,
	/\bcoba (?:kembali |lagi )?(?:beberapa|dalam|nanti)\b|\bbeberapa (?:menit|saat)\b/,
];
