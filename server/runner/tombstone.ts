/** What remains of an erased visitor: a hash that lets their old token be refused, and says nothing else. */
import { createHash } from 'node:crypto';

export const visitorHash = (visitor: string): string => createHash('sha256').update(visitor).digest('hex');
