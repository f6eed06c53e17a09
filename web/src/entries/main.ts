/** The page's entry. */

import { documentSheet } from "../styles/sheets";
import { typefaces } from "../styles/typeface";
import { HyperscopeApp, TAG } from "./element";

/** The server has set its cookie from the token; the address need not show it any longer. */
function forgetToken(): void {
  const address = new URL(location.href);
  if (!address.searchParams.has("token")) return;
  address.searchParams.delete("token");
  history.replaceState(history.state, "", address);
}

forgetToken();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, documentSheet()];
for (const face of typefaces()) document.fonts.add(face);
if (!customElements.get(TAG)) customElements.define(TAG, HyperscopeApp);
