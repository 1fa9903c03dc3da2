import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { TOKEN_LIFETIME_S } from '../../apps/gateway/src/credential/issue-token/issue-token.js';
import { WAITS_DAYS } from '../../apps/gateway/src/person/invitation.js';
import { IDLE_MS, SESSION_LIFETIME_MS } from '../../apps/gateway/src/session/session.repository.js';
import { MOST_LINES } from '../../apps/gateway/src/submission/http/submission-lines.js';
import { SUBSCRIPTIONS_PER_PARTY } from '../../apps/notifications/src/subscription/subscription.js';
import { webhookSettings } from '../../apps/notifications/src/webhook/webhook.settings.js';
import { CALLS_PER_HOST } from '../../apps/notifications/src/delivery/worker/places.js';
import { LINK_HOURS } from '../../apps/network/src/activation/activation.js';
import { readSettings } from '#config';

const words = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];
const HOUR_MS = 3_600_000;

const valueOf = (text: string) => (words.includes(text) ? words.indexOf(text) : Number(text.replace(',', '')));

describe('the documents state the numbers that the code keeps to', () => {
  it.each([
    ['privacy.md', /the first sign-in, or (\S+) days/, WAITS_DAYS],
    ['sign-in.md', /invitation waits for (\S+) days/, WAITS_DAYS],
    ['sign-in.md', /session ends\s+after (\S+) hours/, SESSION_LIFETIME_MS / HOUR_MS],
    ['sign-in.md', /after (\S+) hour without use/, IDLE_MS / HOUR_MS],
    ['conventions.md', /token for (\S+) minutes/, TOKEN_LIFETIME_S / 60],
    ['integrate.md', /works once and for (\S+) hours/, LINK_HOURS],
    ['operations.md', /link that works for (\S+) hours/, LINK_HOURS],
    ['integrate.md', /up to (\S+) submissions as lines/, MOST_LINES],
    ['webhooks.md', /up to (\S+) at one host/, CALLS_PER_HOST / 2],
    ['webhooks.md', /(\S+) subscriptions\./, SUBSCRIPTIONS_PER_PARTY],
    ['webhooks.md', /(\S+) times in all/, readSettings({}).of(webhookSettings).retrySchedule.length + 1],
  ])('%s: %s', async (document, statement, kept) => {
    const text = await readFile(new URL(`../../docs/${document}`, import.meta.url), 'utf8');
    expect(valueOf(statement.exec(text)?.[1] ?? 'missing')).toBe(kept);
  });
});
