// Pictures as OpenGL textures, kept as long as they are drawn.
#pragma once

#include "app/panels/texture_cache.h"

#include <cstdint>
#include <map>

namespace talweg {

/// One texture per picture and filter; those that a frame did not draw are freed soon after. Needs a current
/// OpenGL context from the first texture to its end.
class GlTextures : public TextureCache {
  public:
    ~GlTextures() override;
    ImTextureID texture(const Image& image, bool smooth) override;
    /// After each frame: frees what was not drawn for a while.
    void end_frame();
    /// Frees everything, while the context still stands.
    void clear();

  private:
    struct Entry {
        unsigned name = 0;
        std::uint64_t last_frame = 0;
    };
    std::map<std::pair<std::uint64_t, bool>, Entry> entries_;
    std::uint64_t frame_ = 0;
};

}  // namespace talweg
