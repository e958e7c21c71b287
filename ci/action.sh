#!/usr/bin/env bash
# The step of the GitHub action (action.yml): installs mailtxt and runs the check. Inputs are in the variables INPUT_….
set -euo pipefail

fail() {
  echo "::error title=mailtxt::$1"
  exit 2
}

[[ $INPUT_VERSION =~ ^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$ ]] ||
  fail 'The input "version" must be a full version such as 1.2.3.'
command -v node >/dev/null || fail 'Node.js was not found: add actions/setup-node before this step.'

prefix=$RUNNER_TEMP/mailtxt-$INPUT_VERSION
if [[ ! -d $prefix ]]; then
  # Do not use a registry that the checked repository configures, and do not run package scripts.
  (cd "$RUNNER_TEMP" && npm install --prefix "$prefix" --ignore-scripts --no-audit --no-fund --no-save --loglevel=error "mailtxt@$INPUT_VERSION") ||
    fail "mailtxt $INPUT_VERSION could not be installed."
fi
mailtxt=$prefix/node_modules/.bin/mailtxt

sarif=$RUNNER_TEMP/mailtxt.sarif
summary=$RUNNER_TEMP/mailtxt.md
rm -f -- "$sarif" "$summary"
arguments=(check --format github --format sarif "--output-file=$sarif" --format markdown "--output-file=$summary" "--fail-on=$INPUT_FAIL_ON")
[[ -z $INPUT_CHANGED ]] || arguments+=("--changed=$INPUT_CHANGED")
[[ -z $INPUT_BASELINE ]] || arguments+=("--baseline=$INPUT_BASELINE")
[[ -z $INPUT_CONFIG ]] || arguments+=("--config=$INPUT_CONFIG")
while IFS= read -r line; do
  line=${line%$'\r'}
  [[ -z $line ]] || arguments+=("$line")
done <<<"$INPUT_ARGUMENTS"
arguments+=(--)
while IFS= read -r line; do
  line=${line%$'\r'}
  [[ -z $line ]] || arguments+=("$line")
done <<<"$INPUT_PATHS"

status=0
"$mailtxt" "${arguments[@]}" || status=$?

if [[ -s $summary ]]; then cat -- "$summary" >>"$GITHUB_STEP_SUMMARY"; fi
{
  echo "exit-status=$status"
  if [[ -s $sarif ]]; then echo "sarif-file=$sarif"; fi
} >>"$GITHUB_OUTPUT"
exit "$status"
