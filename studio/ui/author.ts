/** Who did something, as one says it: the log's "Ann <ann@acme.test>" is Ann. */
export const spokenName = (author: string): string => author.replace(/ <[^>]*>$/, '');
