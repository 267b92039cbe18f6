/** The roles as people choose them. */
import type { Role } from '@sluice/api/route';

export type MemberRole = Extract<Role, 'viewer' | 'editor' | 'owner'>;

export const ROLES: { readonly value: MemberRole; readonly label: string }[] = [
  { value: 'viewer', label: 'Viewer' },
  { value: 'editor', label: 'Editor' },
  { value: 'owner', label: 'Owner' },
];

/** What a select gives back; anything that is no role is the least one. */
export const roleOf = (value: string | null): MemberRole =>
  ROLES.find((role) => role.value === value)?.value ?? 'viewer';
