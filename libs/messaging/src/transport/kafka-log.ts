import { Logger } from '@nestjs/common';
import { logLevel, type LogEntry } from 'kafkajs';

/**
 * What belongs to the ordinary life of a group or a topic, or is told by whoever called, whatever level kafkajs gives it.
 */
const ordinary =
  /rebalanc|re-?join|resync group|coordinator|generation|leadership election|no leader|not the leader|does not host this topic|topic creation errors|limiting retries/i;
/** A broker that is away: kafkajs tries again, and a crash that it does not survive is told by the transport. */
const away = /connect|ECONN|ETIMEDOUT|EPIPE|timed out|not available|restarting the consumer|\bcrash: /i;

/** Lines that differ in nothing are told once in so many milliseconds. */
const REPEAT_MS = 30_000;

/** Gives the lines of kafkajs to Nest's logger, each with the weight it has for an operator. */
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
