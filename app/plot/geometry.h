// Points, boxes and colours in pixels. y grows downwards.
#pragma once

#include <cstdint>

namespace talweg {

struct Pt {
    double x = 0.0;
    double y = 0.0;
    bool operator==(const Pt&) const = default;
};

struct Size {
    double width = 0.0;
    double height = 0.0;
};

struct Box {
    double left = 0.0;
    double top = 0.0;
    double right = 0.0;
    double bottom = 0.0;

    double width() const { return right - left; }
    double height() const { return bottom - top; }
    bool contains(Pt p) const { return p.x >= left && p.x <= right && p.y >= top && p.y <= bottom; }
    bool operator==(const Box&) const = default;
};

/// Straight (not premultiplied) alpha.
struct Rgba {
    std::uint8_t r = 0;
    std::uint8_t g = 0;
    std::uint8_t b = 0;
    std::uint8_t a = 255;
    bool operator==(const Rgba&) const = default;

    /// The same colour at `alpha` in [0, 1] of its own opacity.
    Rgba faded(double alpha) const { return {r, g, b, static_cast<std::uint8_t>(a * alpha + 0.5)}; }
};

/// From 0xRRGGBB.
constexpr Rgba rgb(std::uint32_t hex) {
    return {static_cast<std::uint8_t>(hex >> 16), static_cast<std::uint8_t>(hex >> 8),
            static_cast<std::uint8_t>(hex), 255};
}

/// Numbers from low to high on an axis.
struct Range {
    double low = 0.0;
    double high = 1.0;
    double span() const { return high - low; }
    bool operator==(const Range&) const = default;
};

}  // namespace talweg
