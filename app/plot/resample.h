// Pictures at another size.
#pragma once

#include "app/plot/image.h"

namespace talweg {

/// `image` at about width x height (rounded, 1 to 4,096 a side), as a graphics card would show it: `smooth`
/// between the middles of its elements, else the nearest element.
Image resampled(const Image& image, double width, double height, bool smooth);

}  // namespace talweg
