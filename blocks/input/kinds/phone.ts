/** Phone: a number that can be called; stored in E.164 ("+493411234567"), an extension is left out. */
import { problem } from '@sluice/core/problem';
// The full metadata: the small one accepts numbers of the right length that nobody can have.
import type { CountryCode } from 'libphonenumber-js/max';
import { getExampleNumber, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import type { InputKindDefinition } from '../kind.ts';
import { NOT_THIS_KIND, read } from '../kind.ts';

const countryOf = (country: string | undefined): CountryCode | undefined =>
  country !== undefined && isSupportedCountry(country) ? country : undefined;

export const phone: InputKindDefinition = {
  rules: [],
  read: (words, { country }) => {
    if (words.length > 60) return NOT_THIS_KIND;
    // "00" is how most of the world dials out; the library knows it only together with a country.
    const number = parsePhoneNumberFromString(words.replace(/^00(?=[1-9])/, '+'), countryOf(country));
    return number?.isValid() ? read(number.number) : NOT_THIS_KIND;
  },
  retryMessage: ({ country }) => {
    const known = countryOf(country);
    const example = known === undefined ? undefined : getExampleNumber(known, examples);
    return example === undefined
      ? 'I couldn’t read that phone number. Please include the country code, like +44 7400 123456.'
      : `I couldn’t read that phone number. It should look like ${example.formatNational()} or ${example.formatInternational()}.`;
  },
  check: ({ country }) =>
    country !== undefined && !isSupportedCountry(country)
      ? [
          problem(
            'unknown-country',
            'country',
            `“${country}” is not a country.`,
            'Use two letters, like DE or GB.',
          ),
        ]
      : [],
};
