import { Logger } from '@nestjs/common';
import { logLevel, type LogEntry } from 'kafkajs';

/**
 * Lines that belong to the ordinary life of a group or a topic, or that the caller reports itself, whatever level
 * kafkajs gives them.
 */
const ordinary =
  /rebalanc|re-?join|resync group|coordinator|generation|leadership election|no leader|not the leader|does not host this topic|topic creation errors|limiting retries/i;
/** A broker that is away: kafkajs retries, and the transport reports a crash that kafkajs does not survive. */
const away = /connect|ECONN|ETIMEDOUT|EPIPE|timed out|not available|restarting the consumer|\bcrash: /i;

/** Identical lines are logged once in this many milliseconds. */
const REPEAT_MS = 30_000;

/** Passes the lines of kafkajs to Nest's logger, each at the level that it has for an operator. */
export function kafkaLog(): (entry: LogEntry) => void {
  const logger = new Logger('Kafka');
  const told = new Map<string, number>();
  return ({ level, log: { message, ...more } }) => {
    const { error, groupId } = more as { error?: unknown; groupId?: string };
    const reason = error instanceof Error ? error.message : error;
    const line = [groupId, message, reason].filter(Boolean).map(String).join(': ');
    const now = performance.now();
    if (now - (told.get(line) ?? -Infinity) < REPEAT_MS) return;
    if (told.size >= 100) told.clear();
    told.set(line, now);
    logger[weightOf(level, line)](line);
  };
}

function weightOf(level: logLevel, line: string): 'error' | 'warn' | 'debug' {
  if (level > logLevel.WARN || ordinary.test(line)) return 'debug';
  return level === logLevel.WARN || away.test(line) ? 'warn' : 'error';
}
