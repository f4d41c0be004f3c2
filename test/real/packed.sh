#!/usr/bin/env bash
# The package as a stranger gets it: packed, installed into an empty foreign project, and run there on Node 24.
set -uo pipefail
repository=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0 skipped=0
expect() { # expect <what> <exit code wanted> <exit code got>
  if [ "$2" -eq "$3" ]; then passed=$((passed + 1)); else
    failed=$((failed + 1))
    echo "FAILED: $1: exit code $3, expected $2"
  fi
}

(cd "$repository" && npm pack --silent --pack-destination "$work") >"$work/packed" || exit 1
package="$work/$(tail -n 1 "$work/packed")"
node24=$repository/node_modules/node/bin
mkdir "$work/foreign" && cd "$work/foreign" || exit 1
npm init -y >/dev/null

PATH=$node24:$PATH npm install --silent --no-fund --no-audit "$package"
expect "installing the package" 0 $?
PATH=$node24:$PATH npx --no-install drill --version
expect "drill --version" 0 $?

mkdir example && cd example || exit 1
PATH=$node24:$PATH npx --no-install drill init --example
expect "drill init --example in an empty folder" 0 $?
PATH=$node24:$PATH npx --no-install drill run
expect "drill run in the example" 0 $?
PATH=$node24:$PATH npx --no-install drill run --to 1.6.0 --route schema-left >fail.txt
expect "drill run --to 1.6.0 in the example" 1 $?
PATH=$node24:$PATH npx --no-install drill check
expect "drill check in the example" 0 $?
PATH=$node24:$PATH npx --no-install drill gate orders --from 1.4.0 --to 1.5.0 --environment local
expect "drill gate after run and check" 0 $?
PATH=$node24:$PATH npx --no-install drill ledger verify
expect "drill ledger verify" 0 $?

# The matchers and the library, as a project with a vitest of its own uses them, types included.
cd .. && mkdir matchers && cd matchers || exit 1
npm init -y >/dev/null
PATH=$node24:$PATH npm install --silent --no-fund --no-audit "$package" vitest@5 typescript@5
expect "installing the package beside vitest" 0 $?
cat >schema.test.ts <<'TEST'
import { expect, it } from 'vitest';
import { contains, diff, generate, relation } from 'rollback-drill';
import 'rollback-drill/vitest';

const short = { type: 'string', maxLength: 3 };
const long = { type: 'string', maxLength: 5 };

it('accepts', () => expect(long).toAccept(short));
it('does not accept', () => expect(short).not.toAccept(long));
it('shows a witness', () => expect(() => expect(short).toAccept(long)).toThrow('maxLength'));
it('is equivalent', () => expect(long).toBeEquivalentTo({ allOf: [long] }, { profile: 'strict' }));
it('holds', async () => expect(await diff(short, short)).toHold('rollback'));
it('breaks', async () => expect(await diff(long, short)).not.toHold('rollout'));
it('answers', () => expect([contains(short, long).kind, relation(short, long).kind]).toEqual(['contained', 'narrower']));
it('generates', () => expect(generate(short, { count: 3 }).documents).toHaveLength(3));
TEST
cat >tsconfig.json <<'TSCONFIG'
{ "compilerOptions": { "strict": true, "module": "nodenext", "target": "es2024", "noEmit": true, "skipLibCheck": true, "types": [] }, "include": ["*.ts"] }
TSCONFIG
echo "import { expect } from 'vitest'; import 'rollback-drill/vitest'; expect(await Promise.resolve(1)).toHold('rolback');" >wrong.ts
for version in 2 3 4 5; do
  PATH=$node24:$PATH npm install --silent --no-fund --no-audit "vitest@$version"
  expect "installing vitest $version beside the package" 0 $?
  PATH=$node24:$PATH npx --no-install vitest run
  expect "a project of vitest $version with the matchers" 0 $?
  mv wrong.ts wrong.txt
  PATH=$node24:$PATH npx --no-install tsc -p .
  expect "the matchers are typed in vitest $version" 0 $?
  mv wrong.txt wrong.ts
  PATH=$node24:$PATH npx --no-install tsc -p . >/dev/null
  expect "a cell that there is not is a type error in vitest $version" 2 $?
done
echo '{"id":1,"a":true,"b":false}' | PATH=$node24:$PATH npx --no-install drill schema --batch >batch.txt
expect "drill schema --batch in the installed package" 0 $?
echo '{"maxLength":2,"type":"string"}' >short.json
PATH=$node24:$PATH npx --no-install drill schema short.json short.json --second-opinion >second.txt
expect "drill schema --second-opinion in the installed package" 0 $?
grep -q "second opinion by json-schema-diff" second.txt
expect "the second opinion was asked" 0 $?
cd ../example || exit 1

# The package does not bring a Node of its own to others: an older one gets a plain answer.
old=
for node in $(type -ap node | sort -u); do
  [ "$("$node" -p 'process.versions.node.split(".")[0] < 22')" = true ] && old=$node
done
if [ -n "$old" ]; then
  PATH=/usr/bin:/bin "$old" ../node_modules/rollback-drill/bin/drill.js --version 2>old.txt
  expect "an old Node is told what is needed" 64 $?
  grep -q "needs Node 22.22" old.txt
  expect "the message names the version" 0 $?
else
  echo "skipped 2: there is no Node older than 22 on this machine"
  skipped=2
fi
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
