/** A group's title; where it may be edited, the canvas puts its own tools in. */
import { createContext, type ReactNode, useContext } from 'react';
import classes from './group-header.module.css';

/** Draws a header with tools; null draws the title alone. */
export type HeaderTools = (group: { readonly id: string; readonly title: string }) => ReactNode;

export const HeaderToolsContext = createContext<HeaderTools | null>(null);

export const GroupHeader = ({ id, title }: { readonly id: string; readonly title: string }) => {
  const tools = useContext(HeaderToolsContext);
  return (
    <header className={classes.header}>
      {tools ? tools({ id, title }) : <span className={classes.title}>{title || 'Untitled group'}</span>}
    </header>
  );
};
