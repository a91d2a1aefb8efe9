// Very many points as one picture: what it costs to draw follows the plot's pixels and not the points.
#pragma once

#include "app/views/data_look.h"

#include <array>
#include <functional>
#include <memory>

namespace talweg {

/// Points of a part of the data up to which each is drawn as a mark of its own.
inline constexpr Index kMostPoints = 10000;

/// Where a row of the data stands in a figure.
using PointPlace = std::function<Pt(const Matrix& x, const Matrix& y, Index row)>;

/// What a cloud shows, besides the size of its picture.
struct CloudSubject {
    std::uint64_t revision = 0;  ///< Snapshot::data_revision; 0: never the same again
    DataLook look;
    Range x, y;            ///< what the plot spans
    double marker = 5.0;   ///< px across, before scale
    double palest = 0.35;  ///< opacity of a point alone; where there are most it is nearly 1
    bool operator==(const CloudSubject&) const = default;
};

/// Keeps the picture of the points to train on, and which of those held back stand apart from each other,
/// until the points, the axes or the plot's size change. Not to be shared between threads.
class PointCloud {
  public:
    /// Of the plot that it will lie in, px, and what multiplies markers there. Larger sizes are brought down.
    void resize(double width, double height, double scale);

    /// A disc about each of the rows of (x, y) whose middle the plot spans: a pixel is covered where one of
    /// the discs covers it, to within a pixel. Where they lie on each other it is less transparent, by the
    /// logarithm of their number, and has the mean of their colours. shade: index into `palette` of a row.
    std::shared_ptr<const Image> picture(const CloudSubject& subject, const Matrix& x, const Matrix& y,
                                         const PointPlace& place, const std::vector<Rgba>& palette,
                                         const std::function<std::size_t(Index)>& shade);

    /// Rows that the plot spans, at most one in each square of four markers' width; of up to kMostPoints
    /// rows all. part: 1 validation, 2 test.
    const std::vector<Index>& apart(std::size_t part, const CloudSubject& subject, const Matrix& x,
                                    const Matrix& y, const PointPlace& place);

  private:
    struct Apart {
        CloudSubject subject;
        int width = 0;
        int height = 0;
        std::vector<Index> rows;
    };

    int width_ = 900;
    int height_ = 600;
    double scale_ = 1.5;
    CloudSubject subject_;
    std::vector<Rgba> palette_;
    std::shared_ptr<const Image> image_;  ///< of subject_, width_ and height_; empty: none yet
    std::array<Apart, 3> apart_;
};

}  // namespace talweg
