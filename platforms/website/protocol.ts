/** What the widget and the server say to each other. Types and tiny constants only: the widget carries every byte. */

/** A message's text as a tree, so that the widget needs no Markdown parser. Links are http(s), mailto or tel only. */
export type Inline =
  | string
  | { readonly type: 'strong' | 'emphasis' | 'strike'; readonly children: readonly Inline[] }
  | { readonly type: 'code'; readonly text: string }
  | { readonly type: 'link'; readonly url: string; readonly children: readonly Inline[] }
  | { readonly type: 'image'; readonly url: string; readonly alt: string }
  | { readonly type: 'break' };

export type Content =
  | { readonly type: 'paragraph'; readonly children: readonly Inline[] }
  | { readonly type: 'heading'; readonly level: number; readonly children: readonly Inline[] }
  | {
      readonly type: 'list';
      readonly ordered: boolean;
      readonly start?: number;
      readonly items: readonly (readonly Content[])[];
    }
  | { readonly type: 'quote'; readonly children: readonly Content[] }
  | { readonly type: 'codeblock'; readonly text: string }
  | { readonly type: 'rule' };

export type Media = {
  readonly kind: 'image' | 'video' | 'audio' | 'embed' | 'file';
  readonly url: string;
  readonly alt?: string;
  readonly link?: string;
};

export type ConversationStatus =
  | 'waiting'
  | 'completed'
  | 'handed-off'
  | 'failed'
  | 'abandoned'
  | 'inactive'
  | 'none';

export type Message = {
  /** Also the SSE event id; grows within a conversation. */
  readonly id: string;
  readonly from: 'bot' | 'person' | 'human';
  readonly type: 'message' | 'media';
  readonly markdown?: string;
  readonly content?: readonly Content[];
  readonly media?: Media;
  /** The human's display name. */
  readonly author?: string;
  /** ISO 8601. */
  readonly at: string;
};

export type ChoiceItem = {
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly image?: string;
};

export type Awaiting =
  | null
  | {
      readonly type: 'input';
      readonly kind: 'text' | 'number' | 'email' | 'url' | 'phone' | 'date' | 'time' | 'rating' | 'file';
      readonly placeholder?: string;
      readonly button?: string;
      readonly required: boolean;
      readonly min?: number | string;
      readonly max?: number | string;
      readonly step?: number;
    }
  | {
      readonly type: 'choice';
      readonly items: readonly ChoiceItem[];
      readonly multiple: boolean;
      readonly display: 'buttons' | 'list' | 'pictures' | 'cards';
    };

/** Validated tokens only: a hex colour and a side; never CSS. */
export type Theme = {
  /** #rrggbb */
  readonly color?: string;
  readonly side?: 'left' | 'right';
  readonly scheme?: 'light' | 'dark' | 'auto';
  /** Contrast-guarded companions of `color`, all #rrggbb; the widget works out what is missing. */
  readonly onColor?: string;
  /** Lines, links and choices on the light ground, and on the dark one. */
  readonly line?: string;
  readonly lineDark?: string;
};

export type Bot = {
  readonly title: string;
  readonly greeting: string;
  readonly theme: Theme;
  /** True when an open conversation waits to be resumed. */
  readonly resumes: boolean;
};

/** Where the visitor is; all of it is only claimed by the page. */
export type Page = {
  readonly url?: string;
  readonly referrer?: string;
  readonly title?: string;
  readonly locale?: string;
  readonly timeZone?: string;
};

/** What a visit and an opening carry. */
export type Opening = {
  readonly visitor?: string;
  readonly identity?: string;
  readonly attributes?: { readonly [path: string]: unknown };
  readonly page?: Page;
  /** "Start over" (openings only): the open conversation ends as abandoned and a new one begins. */
  readonly restart?: boolean;
};

export type VisitAnswer = { readonly visitor: string; readonly bot: Bot | null };

export type ConversationView = {
  readonly id: string;
  readonly messages: readonly Message[];
  readonly awaiting: Awaiting;
  readonly status: ConversationStatus;
};
export type OpeningAnswer = { readonly visitor: string; readonly conversation: ConversationView | null };

/** `id` is the client's own message id: sending it again gives the same answer and takes no second turn. */
export type PersonMessage = {
  readonly id: string;
  readonly text?: string;
  readonly choice?: string;
  readonly choices?: readonly string[];
  readonly file?: { readonly url: string; readonly name: string };
};

export type TurnAnswer = {
  readonly messages: readonly Message[];
  readonly awaiting: Awaiting;
  readonly status: ConversationStatus;
  /** Present when the flow sends the person to another page. */
  readonly redirect?: { readonly url: string; readonly newTab: boolean };
};

/** The SSE events: `event: message` carries a Message, `event: status` this. */
export type StatusEvent = { readonly awaiting: Awaiting; readonly status: ConversationStatus };
