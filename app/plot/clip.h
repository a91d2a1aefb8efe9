// Lines and polygons cut to a box in doubles, before any painter sees them.
#pragma once

#include "app/plot/geometry.h"

#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace talweg {

/// The most points that one polyline hands to a painter: Dear ImGui's indices have 16 bits.
inline constexpr std::size_t kMaxRun = 8192;

struct ClippedSegment {
    Pt from, to;
};

/// The part of from-to inside `box`, by Liang and Barsky (1984); nothing when it passes by or a coordinate is
/// not finite. Right for coordinates up to 1e300: where the rounding of ends far away leaves it open by more
/// than half a pixel on which side of a point the segment passes, there is nothing either, since any line
/// drawn would be made up.
std::optional<ClippedSegment> clip_segment(Pt from, Pt to, const Box& box);

/// The part of a convex polygon inside `box`, by Sutherland and Hodgman (1974); empty when nothing is, or
/// when a coordinate is not finite.
void clip_polygon(std::span<const Pt> polygon, const Box& box, std::vector<Pt>& inside);

/// Collects the points of a line and hands on pieces that are finite, inside the box and of at most kMaxRun
/// points. Pieces cut for length share a point. A point that is not finite is a gap; a finite point between
/// two gaps becomes a piece of one point.
template <class Draw>
class LineClipper {
  public:
    LineClipper(const Box& box, std::vector<Pt>& scratch, Draw draw)
        : box_(box), run_(scratch), draw_(std::move(draw)) {
        run_.clear();
    }

    void add(Pt p) {
        if (!(std::isfinite(p.x) && std::isfinite(p.y))) {
            gap();
            return;
        }
        if (have_last_) {
            segment(last_, p);
            alone_ = false;
        } else {
            alone_ = true;
        }
        last_ = p;
        have_last_ = true;
    }

    /// Ends the line here; the next point starts a new one.
    void gap() {
        flush();
        if (have_last_ && alone_ && box_.contains(last_)) draw_(std::span<const Pt>(&last_, 1));
        have_last_ = false;
    }

    void finish() { gap(); }

  private:
    void segment(Pt from, Pt to) {
        if (box_.contains(from) && box_.contains(to)) {
            if (run_.empty()) run_.push_back(from);
            push(to);
            return;
        }
        const auto seen = clip_segment(from, to, box_);
        if (!seen) {
            flush();
            return;
        }
        if (!run_.empty() && !(run_.back() == seen->from)) flush();
        if (run_.empty()) run_.push_back(seen->from);
        push(seen->to);
        if (!(seen->to == to)) flush();
    }

    void push(Pt p) {
        run_.push_back(p);
        if (run_.size() < kMaxRun) return;
        draw_(std::span<const Pt>(run_));
        run_.assign(1, p);
    }

    void flush() {
        if (run_.size() > 1) draw_(std::span<const Pt>(run_));
        run_.clear();
    }

    Box box_;
    std::vector<Pt>& run_;
    Draw draw_;
    Pt last_{};
    bool have_last_ = false;
    bool alone_ = false;
};

}  // namespace talweg
