/* SPDX-License-Identifier: Apache-2.0 */

#ifndef WEB_ASSETS_H
#define WEB_ASSETS_H

#include <stddef.h>

/* A file compiled into the program; the bytes live as long as the program. */
typedef struct {
    const unsigned char *bytes;
    size_t length;
} WebAssetFile;

WebAssetFile web_asset_look_css(void);
WebAssetFile web_asset_nightshift_js(void);
WebAssetFile web_asset_icon_svg(void);

#endif
