# For run, test and tools/install (sourced by them): a step is a command whose output goes to a file under
# build/log. The terminal gets a line when it starts, one every ten seconds while it lasts and one when it
# ends, with the times; when it fails, also the end of its output. All of that goes to standard error.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
log_dir=$root/build/log
mkdir -p "$log_dir"

say() { printf '%s\n' "$*" >&2; }

heartbeat_pid=
stop_heartbeat() {
  if [[ -n $heartbeat_pid ]]; then
    kill "$heartbeat_pid" 2>/dev/null
    wait "$heartbeat_pid" 2>/dev/null
    heartbeat_pid=
  fi
}
trap stop_heartbeat EXIT

# The last line of a log, short enough for a terminal.
last_line() { tail -c 600 "$1" 2>/dev/null | tr '\r' '\n' | grep -v '^[[:space:]]*$' | tail -n 1 | cut -c 1-96; }

heartbeat() {
  local log=$1 begin=$SECONDS pause
  exec {pause}<> <(:) # nothing is ever written here, so that reading it is a sleep without a process
  while kill -0 $$ 2>/dev/null; do
    read -r -t 10 -u "$pause"
    say "       $((SECONDS - begin)) s  $(last_line "$log")"
  done
}

# What is shown of the log of a step that failed.
show_end() { tail -n 40 "$1"; }

# step NAME WHAT COMMAND...  The command runs in the foreground, so that Ctrl-C reaches it. STEP_SHOW names
# another function than show_end.
step() {
  local name=$1 what=$2 status real user system
  shift 2
  local log=$log_dir/$name.log
  : >"$log"
  say "--> $what"
  heartbeat "$log" &
  heartbeat_pid=$!
  local TIMEFORMAT='%1R %1U %1S'
  { time "$@" >"$log" 2>&1 </dev/null; } 2>"$log.time"
  status=$?
  stop_heartbeat
  read -r real user system < <(tail -n 1 "$log.time")
  rm -f "$log.time"
  local cost="$real s, processor $(awk "BEGIN { printf \"%.1f\", $user + $system }") s"
  if ((status == 0)); then
    say "    ok ($cost)"
  else
    say "    FAILED with status $status ($cost); from ${log#"$root"/}:"
    "${STEP_SHOW:-show_end}" "$log" | sed 's/^/    | /' >&2
  fi
  return $status
}
