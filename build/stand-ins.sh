#!/usr/bin/env bash
# Installs the programs that stand in for AWS in tests, and its linter of templates: exact versions, in artifacts/aws
# and nowhere else. Without them those tests are skipped, and fail in continuous integration.
# tests/Testing/Aws/StandIns.cs looks there too, and tests/Infrastructure.Tests/Checks/Lint/CfnLint.cs.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
aws=$root/artifacts/aws
moto=5.2.1
lint=1.51.0
fauxqs=1.9.2

say() { printf 'domicile: %s\n' "$*" >&2; }

mkdir -p "$aws"
if ! command -v moto_server >/dev/null && [ ! -x "$aws/moto/bin/moto_server" ]; then
    say "installs what stands in for AWS in tests, by pip into artifacts/aws: moto $moto"
    if ! { python3 -m venv "$aws/moto" && "$aws/moto/bin/pip" install -q "moto[server]==$moto"; } \
        >"$root/artifacts/install.log" 2>&1; then
        rm -rf "$aws/moto"
        say "could not install moto (see artifacts/install.log): the tests that need it are skipped."
    fi
fi
if ! command -v cfn-lint >/dev/null && [ ! -x "$aws/lint/bin/cfn-lint" ]; then
    say "installs what reads templates as AWS does, by pip into artifacts/aws: cfn-lint $lint"
    if ! { python3 -m venv "$aws/lint" && "$aws/lint/bin/pip" install -q "cfn-lint==$lint"; } \
        >"$root/artifacts/install.log" 2>&1; then
        rm -rf "$aws/lint"
        say "could not install cfn-lint (see artifacts/install.log): the tests that need it are skipped."
    fi
fi
if [ ! -f "$aws/node_modules/fauxqs/dist/app.js" ]; then
    say "installs what stands in for SQS under load, by npm into artifacts/aws: fauxqs $fauxqs"
    if ! npm install --prefix "$aws" --no-save --no-package-lock --no-audit --no-fund "fauxqs@$fauxqs" \
        >"$root/artifacts/install.log" 2>&1; then
        rm -rf "$aws/node_modules"
        say "could not install fauxqs (see artifacts/install.log): the tests that need it are skipped."
    fi
fi
