/** The store, for every panel below the frame. */

import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Store } from "../store/store";

const Context = createContext<Store | null>(null);

export const StoreProvider = Context.Provider;

export function useStore(): Store {
  const store = useContext(Context);
  if (store === null) throw new Error("a panel was rendered outside the frame");
  return store;
}

/** The height of a line of a list, in CSS pixels: what a finger must hit is taller than usual. */
export const useLine = (usual: number) => (useStore().settings.coarse.value ? 44 : usual);
