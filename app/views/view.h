// What all views share: their options, the linked cursor, colours of runs.
#pragma once

#include "app/plot/figure.h"
#include "app/plot/layout.h"
#include "app/plot/view_control.h"
#include "app/views/curve.h"
#include "core/surface/loss_surface.h"
#include "core/surface/prediction_plane.h"
#include "core/worker/snapshot.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace talweg {

enum class ViewId { data, curves, surface, network };
inline constexpr ViewId kViews[] = {ViewId::data, ViewId::curves, ViewId::surface, ViewId::network};

/// "data", "curves", "surface", "network": file names, --tab and headings.
std::string_view view_name(ViewId view);
std::string_view view_title(ViewId view);

/// The step that the pointer marks in one view and that all views show, and the run it belongs to.
struct Hover {
    Step step = 0;
    std::uint64_t run = 0;  ///< id; 0: no run in particular (a step of all)
};

/// What is shown besides the snapshot. Kept in settings, used by panels and by headless export alike.
struct DataViewOptions {
    enum class Residuals { none, segments, squares } residuals = Residuals::segments;
    bool ghosts = true;
    /// fit: the model over its inputs. Of numbers: predictions against targets, or residuals against
    /// predictions. Of classes: the confusion matrix, with a table of metrics where `table` says so.
    enum class Look { fit, against, residuals, confusion } look = Look::fit;
    /// The points that a confusion matrix judges; best: validation, where there is some.
    enum class Part { best, train, validation, test } part = Part::best;
    bool table = true;
    int across = 0;  ///< the input along x; others than those drawn are held at their mean
    int up = 1;      ///< the input along y, where there are two or more; -1: a curve over the first alone
    ViewRange range;
};
struct CurvesViewOptions {
    enum class Quantity { loss, rate } quantity = Quantity::loss;
    enum class Axis { steps, epochs, evaluations, seconds } axis = Axis::steps;
    bool log_x = false;
    std::optional<bool> log_y;  ///< absent: log when the values span more than two decades
    double smoothing = 0.0;     ///< of losses: weight of the past in [0, 1) of a debiased moving average
    ViewRange range;
};
struct SurfaceViewOptions {
    bool contour_lines = true;
    bool gradient_arrows = true;
    bool of_many = false;  ///< with more than two parameters: a plane stands in the network's place
    /// Of such models, the plane that is looked at.
    PlaneKind plane = PlaneKind::parameters;
    Index across = 0;          ///< parameters: the one along x
    Index up = 1;              ///< parameters: the one along y
    std::uint64_t first = 0;   ///< points: the run whose start and end are in the plane; 0: the first shown
    std::uint64_t second = 0;  ///< points: the run whose end is; 0: the next shown
    std::uint64_t seed = 0;    ///< random
    ViewRange range;
};
/// A part of a network: a unit of a column (0: the inputs), or the weight that leads to it from a unit of the
/// column before.
struct NetworkPart {
    Index column = 0;
    Index unit = 0;
    Index from = -1;  ///< -1: the unit itself
    bool operator==(const NetworkPart&) const = default;
};
struct NetworkViewOptions {
    bool norms = false;      ///< where both have no room, the gradients' norms are shown, not the drawing
    bool per_layer = false;  ///< widths are shares of each layer's greatest weight, not of the network's
    bool instead = false;    ///< with two parameters: stands in the surface's place
    std::optional<NetworkPart> pointed;
    ViewRange range;        ///< of the drawing
    ViewRange norms_range;  ///< of the gradient norms
};
/// What has the largest place of the board. best: the loss surface where there is one to draw, else the data.
/// model: the surface, or the network.
enum class LargeView { best, model, data, curves };
struct ViewOptions {
    LargeView large = LargeView::best;
    DataViewOptions data;
    CurvesViewOptions curves;
    SurfaceViewOptions surface;
    bool closed_form = true;  ///< of least squares, as the target in the data and the curves
    NetworkViewOptions network;
    std::optional<Hover> hover;
    std::uint64_t emphasised_run = 0;  ///< 3 px wide, the others at 40 %; 0: none
    std::uint64_t chosen_run = 0;      ///< whose predictions are drawn where only one run's can be; 0: any
    /// For a page of its own: legends carry each run's settings and numbers, which the window shows
    /// elsewhere.
    bool stand_alone = false;
};

/// A run's colour, dash and marker: its own colour if it has one, else by its place.
SeriesStyle run_style(const Experiment& experiment, std::size_t index, const Theme& theme);

/// The plane that the options ask for, through where the runs are now; nothing where theta is two numbers, or
/// too few runs are shown. Parameters that a model does not have are replaced by its first ones.
std::optional<PlaneWish> plane_wish(const Snapshot& now, const ViewOptions& options);

/// The picture and contour lines of a surface: expensive, cached by the surface's revision and the theme.
class SurfaceArt {
  public:
    /// Recomputes when surface.revision, the theme or `pixels` (longest side of the picture wanted) changed.
    void update(const LossSurface& surface, const Theme& theme, int pixels);
    const std::shared_ptr<const Image>& image() const { return image_; }
    const std::shared_ptr<const ContourSet>& lines() const { return lines_; }
    const ColorBar& bar() const { return bar_; }
    const PlaneWindow& window() const { return window_; }

  private:
    std::uint64_t revision_ = 0;
    bool dark_ = false;
    int pixels_ = 0;
    PlaneWindow window_;
    std::shared_ptr<const Image> image_;
    std::shared_ptr<const ContourSet> lines_;
    ColorBar bar_;
};

/// The samples in the data view carry this name, so that a panel finds them when it picks and drags; point i
/// of the mark is row i of the data.
inline constexpr std::string_view kSamplesMark = "points";

/// The picture of more points to train on than are drawn one by one.
inline constexpr std::string_view kCloudMark = "cloud of points";

/// Those of the batch under way.
inline constexpr std::string_view kBatchMark = "batch";

/// What a model predicts over two inputs, and where its regions of classes meet.
inline constexpr std::string_view kPredictionsMark = "predictions";
inline constexpr std::string_view kBoundaryMark = "decision boundary";

/// What the data view needs to know of a model before it can draw predictions over two inputs; nothing where
/// it draws no such plane.
std::optional<PlaneQuestion> plane_question(const Snapshot& now, const ViewOptions& options);

/// How predictions over a plane are read as colours.
struct PlaneReading {
    Task task = Task::regression;
    std::vector<double> levels;  ///< of numbers: where one colour gives way to the next, ascending
    bool operator==(const PlaneReading&) const = default;
};
PlaneReading plane_reading(const Snapshot& now, const ViewOptions& options);

/// The picture of predictions over a plane: bands of numbers, or regions of classes, paler where they are
/// uncertain; and their contours. Expensive, cached by the plane's revision, the reading and the theme.
class PredictionArt {
  public:
    /// Recomputes when the plane's revision, the reading, the theme or `pixels` (the picture's side) changed.
    void update(const PredictionPlane& plane, const PlaneReading& reading, const Theme& theme, int pixels);
    /// Whether the picture is of that model over those inputs, be it at another theta or window.
    bool answers(const PlaneQuestion& question) const;
    const std::shared_ptr<const Image>& image() const { return image_; }
    /// Of numbers: levels. Of classes: where one region ends, a set for each class that begins there.
    const std::vector<std::shared_ptr<const ContourSet>>& lines() const { return lines_; }
    const PlaneWindow& window() const { return question_.window; }

  private:
    std::uint64_t revision_ = 0;
    PlaneReading reading_;
    bool dark_ = false;
    int pixels_ = 0;
    PlaneQuestion question_;
    std::shared_ptr<const Image> image_;
    std::vector<std::shared_ptr<const ContourSet>> lines_;
};

class PointCloud;  // point_cloud.h

/// One input: points, the batch under way, every shown run's fitted line, residuals, the last few lines as
/// ghosts. Two: points over the predictions of one run, whose picture is `art` (absent: points alone). More:
/// the same along those that options.data names, the others at their mean. Or predictions against targets.
/// cloud: keeps the picture of very many points from one call to the next; absent: it is made anew.
Figure data_figure(const Snapshot& now, const ViewOptions& options, const Theme& theme,
                   const PredictionArt* art = nullptr, PointCloud* cloud = nullptr);

/// What the data view shows: "Data and fit", "Confusion matrix".
std::string_view data_title(const Snapshot& now, const ViewOptions& options);

/// A card with what a cell says of itself, beside it; nothing for other marks.
void add_cell_card(Figure& figure, std::size_t mark, std::size_t cell);

/// Where the runs are named elsewhere: of the data view's legend only the points stay, those held back, of a
/// class or of a batch, and what is no run's.
void name_points_only(Figure& figure);

/// Every shown run's loss; raw faint under smoothed; bands of extremes; validation dashed; with a penalty,
/// the loss without it thin and dashed and the penalty thin and dotted; or every shown run's learning rate;
/// the cursor's hairline. `pixels`: width of the plot, for which series are thinned to extremes per column.
Figure curves_figure(const Snapshot& now, const ViewOptions& options, const Theme& theme, double pixels);

/// What the curves show: "Loss curves", "Learning rate".
std::string_view curves_title(const CurvesViewOptions& options);

/// "steps", "epochs", "evaluations", "seconds": as settings have it.
std::string_view axis_name(CurvesViewOptions::Axis axis);
inline constexpr CurvesViewOptions::Axis kCurveAxes[] = {
    CurvesViewOptions::Axis::steps, CurvesViewOptions::Axis::epochs, CurvesViewOptions::Axis::evaluations,
    CurvesViewOptions::Axis::seconds};

/// Where on the curves' horizontal axis the steps of the run with that id stand, or of the first shown one
/// when it is not shown. Points into the snapshot.
StepScale curve_scale(const Snapshot& now, const ViewOptions& options, std::uint64_t run);

/// What the board shows of the model: the loss surface of two parameters, else the network; either of them
/// on request.
ViewId model_view(const Snapshot& now, const ViewOptions& options);
/// Whether both can be drawn, so that one may choose.
bool both_model_views(const Snapshot& now);
/// The views of the board: the one in its largest place, then the others from the top down.
std::array<ViewId, 3> board_views(const Snapshot& now, const ViewOptions& options);
/// Gives one of them the largest place. Where that is what it would have anyway, the choice is left open
/// again.
void make_large(ViewId view, const Snapshot& now, ViewOptions& options);

/// One run's model as layers of units: inputs and outputs by their names, each weight a line that is as wide
/// as it is large and blue or vermilion by its sign, each bias the colour of its unit. Of wide layers some
/// units are drawn. `plot`: about how large the drawing will be, px. A mark kWeightsMark has the weights and
/// kUnitsMark the biases, with the parameters' names and numbers.
Figure network_figure(const Snapshot& now, const ViewOptions& options, const Theme& theme, Size plot);
inline constexpr std::string_view kWeightsMark = "weights";
inline constexpr std::string_view kUnitsMark = "units";

/// Which part of the network the point of one of the marks above is.
std::optional<NetworkPart> network_part(const Snapshot& now, const Figure& figure, std::size_t mark,
                                        std::size_t point);

/// The part at a place on the screen, if any: a unit before the lines that end at it. `layout`: of the
/// figure.
std::optional<NetworkPart> network_part_at(const Snapshot& now, const Figure& figure, const Layout& layout,
                                           Pt at);

/// Where in theta a weight, or a unit's bias, stands; nothing for what has no parameter.
std::optional<Index> network_parameter(const Snapshot& now, const NetworkPart& part);

/// Whether the gradient has a norm in each of several layers.
bool has_layer_norms(const Snapshot& now);
/// The same run's gradient norm in each layer over its steps, first layers dark, on a logarithmic axis: where
/// the lines spread, gradients vanish or explode on their way back. `pixels`: as in curves_figure.
Figure layer_norms_figure(const Snapshot& now, const ViewOptions& options, const Theme& theme, double pixels);

/// Filled contours, paths with start, steps and current point, the exact minimum.
Figure surface_figure(const Snapshot& now, const LossSurface& surface, const SurfaceArt& art,
                      const ViewOptions& options, const Theme& theme);

}  // namespace talweg
