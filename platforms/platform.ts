/** The contract of a platform: what one kind of outside can do, and what can be targeted there. */
import type { AttributeType } from '@sluice/core/audience/audience';
import type { JsonObject } from '@sluice/core/json';
import type { z } from 'zod';

/** One attribute people can target, as the audience builder and the guides show it. */
export type AttributeEntry = {
  /** Dotted path as rules store it. */
  readonly path: string;
  /** Display name ("Subscription plan"). */
  readonly name: string;
  readonly type: AttributeType;
  readonly description: string;
  readonly example: string;
  /** Where it comes from, in words. */
  readonly source: string;
  /** "verified": the server knows it; "claimed": a page's script says so. */
  readonly trust: 'verified' | 'claimed';
};

/** What a platform can show; flows adapt to it, never the other way round. */
export type Capabilities = {
  readonly choices: 'buttons' | 'numbered-text';
  readonly media: readonly ('image' | 'video' | 'audio' | 'embed' | 'file')[];
  /** "pull": clients fetch messages from us; "push": we call the platform, through the outbox. */
  readonly delivery: 'pull' | 'push';
};

export type Platform = {
  readonly id: 'website' | 'intercom';
  readonly title: string;
  readonly capabilities: Capabilities;
  /** A channel's settings as the API takes them; strict. */
  readonly settings: z.ZodType<JsonObject>;
  /** Dotted paths of settings that are stored encrypted and never given back. */
  readonly secrets: readonly string[];
  /** The catalogue for a channel with these settings (claimed entries disappear where they do not count). */
  attributes(settings: JsonObject): readonly AttributeEntry[];
};
