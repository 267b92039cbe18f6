/** What components ask of a browser and the test's document does not have; loaded before every component test. */

import { notifications } from '@mantine/notifications';
import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';

class StillObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

globalThis.ResizeObserver ??= StillObserver;
Element.prototype.scrollIntoView ??= () => {};
// Text areas measure themselves again once fonts have come; here none ever do.
if (!('fonts' in document)) Object.defineProperty(document, 'fonts', { value: new EventTarget() });
/** What is waited for comes; on a crowded machine it may take its time. */
configure({ asyncUtilTimeout: 10_000 });
afterEach(() => {
  cleanup();
  // What was told stands outside of the page, and would be told in the next test.
  notifications.clean();
});
