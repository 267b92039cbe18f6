/** Buttons and menu items that lead to an address of the studio, with that address checked by the compiler. */
import { Button, type ButtonProps, Menu, type MenuItemProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, Ref } from 'react';

type Anchor<Props> = Props &
  Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof Props> & { readonly ref?: Ref<HTMLAnchorElement> };

const ButtonAnchor = (props: Anchor<ButtonProps>) => <Button component="a" {...props} />;
const MenuAnchor = (props: Anchor<MenuItemProps>) => <Menu.Item component="a" {...props} />;

export const ButtonLink = createLink(ButtonAnchor);
export const MenuItemLink = createLink(MenuAnchor);
