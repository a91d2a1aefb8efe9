// A picture in memory, row by row from the top.
#pragma once

#include "app/plot/geometry.h"

#include <cstdint>
#include <vector>

namespace talweg {

struct Image {
    int width = 0;
    int height = 0;
    std::vector<Rgba> pixels;    ///< width * height
    std::uint64_t revision = 0;  ///< unique per content: what textures are cached by
};

/// A number no other image of this process has had.
std::uint64_t next_image_revision();

}  // namespace talweg
