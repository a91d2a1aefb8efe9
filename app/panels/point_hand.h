// The hand in the data view: selects points, moves them, adds and deletes them, gives them classes.
#pragma once

#include "app/panels/figure_canvas.h"
#include "app/panels/point_edits.h"

#include <optional>

namespace talweg {

class PointHand {
  public:
    /// What mouse and keys ask for, after the figure was drawn.
    void use(const Snapshot& now, UiState& ui, FigureCanvas& canvas, const CanvasEvents& events);

  private:
    /// A frame's circumstances.
    struct Scene {
        const Snapshot& now;
        UiState& ui;
        FigureCanvas& canvas;
        const CanvasEvents& events;
        DataLook look;
        std::optional<std::size_t> under;  ///< the point under the pointer
    };
    void press(const Scene& scene);
    void hold(const Scene& scene);
    void let_go(const Scene& scene);
    void click(const Scene& scene);
    void keys(const Scene& scene);
    void nudge(const Scene& scene);
    void menu(const Scene& scene);
    /// Takes hold of what the next moves start from.
    void grip(const Scene& scene, std::vector<std::size_t> rows);
    void move(const Scene& scene, PointSpot by, std::uint64_t gesture);

    enum class Grip { none, points, band } grip_ = Grip::none;
    Pt from_;                        ///< where the button went down
    std::vector<std::size_t> held_;  ///< rows that move
    Table base_;                     ///< all points before they moved
    HandClasses classes_;
    std::optional<ViewRange> before_;  ///< what was shown before the drag froze it
    std::uint64_t gesture_ = 0;        ///< of the last drag or nudge
};

}  // namespace talweg
