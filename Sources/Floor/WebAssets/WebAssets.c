/* SPDX-License-Identifier: Apache-2.0 */

/* #embed costs seconds where a Swift array literal of the same bytes costs minutes to compile. */

#include "WebAssets.h"

static const unsigned char look_css[] = {
#embed "assets/look.css"
};

static const unsigned char nightshift_js[] = {
#embed "assets/nightshift.js"
};

static const unsigned char icon_svg[] = {
#embed "assets/icon.svg"
};

WebAssetFile web_asset_look_css(void) { return (WebAssetFile){look_css, sizeof look_css}; }

WebAssetFile web_asset_nightshift_js(void) { return (WebAssetFile){nightshift_js, sizeof nightshift_js}; }

WebAssetFile web_asset_icon_svg(void) { return (WebAssetFile){icon_svg, sizeof icon_svg}; }
