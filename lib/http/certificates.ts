/** What is wrong with a server's certificate: the handshake comes before the request, so nothing was sent. */
export type CertificateTrouble = 'untrusted' | 'expired' | 'notYetValid' | 'otherHost' | 'other';

/** By the code of the error (Node's tls module, which takes most from OpenSSL); undefined for any other error. */
export function certificateTrouble(code: string): CertificateTrouble | undefined {
	return troubles[code] ?? (otherTrouble.test(code) ? 'other' : undefined);
}

const troubles: Readonly<Record<string, CertificateTrouble | undefined>> = {
	DEPTH_ZERO_SELF_SIGNED_CERT: 'untrusted',
	SELF_SIGNED_CERT_IN_CHAIN: 'untrusted',
	UNABLE_TO_GET_ISSUER_CERT: 'untrusted',
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'untrusted',
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'untrusted',
	CERT_UNTRUSTED: 'untrusted',
	CERT_HAS_EXPIRED: 'expired',
	CERT_NOT_YET_VALID: 'notYetValid',
	ERR_TLS_CERT_ALTNAME_INVALID: 'otherHost',
	HOSTNAME_MISMATCH: 'otherHost',
};

/** OpenSSL's other verdicts on a certificate, e.g. that it was revoked. */
const otherTrouble =
	/^(CERT_|CRL_|UNABLE_TO_|ERR_TLS_CERT_|ERROR_IN_C(ERT|RL)_|INVALID_(CA|PURPOSE)$|PATH_LENGTH_EXCEEDED$)/;
