import { contentOf } from '@sluice/platforms/markdown';
import { render } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { RichText } from './rich-text.tsx';

const html = (markdown: string): string =>
  render(<RichText content={contentOf(markdown)} />).container.firstElementChild?.innerHTML ?? '';

describe('rich text', () => {
  it('shows what authors write', () => {
    expect(html('**Hi** _you_ ~~no~~ `code`\n\n1. one\n2. two')).toBe(
      '<p><strong>Hi</strong> <em>you</em> <s>no</s> <code>code</code></p>' +
        '<ol start="1"><li><p>one</p></li><li><p>two</p></li></ol>',
    );
  });

  it('shows markup as the text it is', () => {
    expect(html('<img src=x onerror=alert(1)>')).toBe('<p>&lt;img src=x onerror=alert(1)&gt;</p>');
  });

  it('opens links elsewhere, and only safe ones', () => {
    expect(html('[shop](https://shop.example)')).toContain('rel="noopener noreferrer nofollow"');
    expect(html('[x](javascript:alert(1))')).not.toContain('href');
  });
});
