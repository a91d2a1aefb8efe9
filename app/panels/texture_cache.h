// Pictures as textures: made by whoever owns the graphics card, or by nobody in tests.
#pragma once

#include "app/panels/compat.h"
#include "app/plot/image.h"

namespace talweg {

class TextureCache {
  public:
    virtual ~TextureCache() = default;
    /// The texture that shows this picture; uploaded when its revision is new. Valid for this frame.
    virtual ImTextureID texture(const Image& image, bool smooth) = 0;
};

}  // namespace talweg
