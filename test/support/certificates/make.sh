#!/bin/sh
# Makes the certificates in this folder anew: ./make.sh (OpenSSL 3). One key, four certificates that sign themselves.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
openssl ecparam -name prime256v1 -genkey -noout -out key.pem
make() { # name, first day, last day, alternative name
	mkdir "$work/$1" && : >"$work/$1/index.txt"
	cat >"$work/$1/ca.cnf" <<CNF
[ca]
default_ca=this
[this]
dir=$work/$1
database=$work/$1/index.txt
new_certs_dir=$work/$1
rand_serial=yes
default_md=sha256
policy=any
x509_extensions=names
[any]
commonName=supplied
[names]
subjectAltName=$4
basicConstraints=CA:TRUE
[req]
distinguished_name=dn
[dn]
CNF
	openssl req -new -key key.pem -subj "/CN=test" -config "$work/$1/ca.cnf" -out "$work/$1/request.pem"
	openssl ca -batch -selfsign -notext -config "$work/$1/ca.cnf" -keyfile key.pem -startdate "$2" -enddate "$3" \
		-in "$work/$1/request.pem" -out "$1.pem" 2>/dev/null
}
make valid 20200101000000Z 21200101000000Z IP:127.0.0.1
make expired 20200101000000Z 20210101000000Z IP:127.0.0.1
make notYetValid 21190101000000Z 21200101000000Z IP:127.0.0.1
make otherHost 20200101000000Z 21200101000000Z DNS:api.example.com
rm -r "$work"
