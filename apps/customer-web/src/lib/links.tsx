import { Anchor, Button, Menu, type AnchorProps, type ButtonProps, type MenuItemProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { ComponentPropsWithRef } from 'react';

type LinkProps<Look> = Look & Omit<ComponentPropsWithRef<'a'>, keyof Look>;

function AnchorBase(props: LinkProps<AnchorProps>) {
  return <Anchor td="underline" inherit {...props} />;
}
function ButtonBase(props: LinkProps<ButtonProps>) {
  return <Button component="a" {...props} />;
}
function MenuBase(props: LinkProps<MenuItemProps>) {
  return <Menu.Item component="a" {...props} />;
}

/** Router links that look like Mantine's: `<TextLink to={paths.profile}>`. */
export const TextLink = createLink(AnchorBase);
export const ButtonLink = createLink(ButtonBase);
export const MenuLink = createLink(MenuBase);
