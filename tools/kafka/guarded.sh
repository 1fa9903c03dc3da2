#!/bin/sh
# guarded.sh <owner pid> <keep|remove> <program> [argument...]
#
# Becomes the program (exec, so its process id is the one the starter sees) and leaves a guard behind. The guard ends
# the program when its owner is gone, even by kill -9, or when a file named "stop" appears in the working folder. It then
# removes the working folder if told to. While the owner lives, the owner removes the folder of a program that ended.
owner=$1
afterwards=$2
shift 2
folder=$PWD

# A zombie (a process that ended but was not reaped) still accepts signals, yet must not count as alive.
alive() {
  kill -0 "$1" 2>/dev/null || return 1
  state=
  { IFS= read -r state <"/proc/$1/stat"; } 2>/dev/null
  case $state in *') Z '*) return 1 ;; esac
  return 0
}

guard() {
  trap '' HUP INT TERM
  while alive $$ && alive "$owner"; do sleep 0.5; done
  if alive "$owner"; then exit 0; fi
  kill -CONT $$ 2>/dev/null # a frozen program cannot receive the next signal
  kill -TERM $$ 2>/dev/null
  tries=30
  while alive $$ && [ $tries -gt 0 ]; do
    sleep 0.5
    tries=$((tries - 1))
  done
  kill -KILL $$ 2>/dev/null
  if [ "$afterwards" = remove ]; then rm -rf "$folder"; fi
}

guard &
exec "$@"
