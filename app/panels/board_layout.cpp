// Where the parts of the window stand.
#include "app/panels/board_layout.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

constexpr double kMenu = 36.0;
constexpr double kTransport = 56.0;
constexpr double kStatus = 28.0;
constexpr double kTitledHeight = 204.0;    // of a view, with room for the title of its axis
constexpr double kLeastInspector = 132.0;  // its header and three lines

// A share of `whole`, but neither part below `least` while there is room for both.
double split(double whole, double share, double least) {
    const double wished = std::round(whole * share);
    if (whole < 2.0 * least) return std::round(whole / 2.0);
    return std::clamp(wished, least, whole - least);
}

void place_views(BoardLayout& board, double scale, const LayoutSettings& settings) {
    const double gap = std::round(kGap * scale);
    const Box& all = board.views;
    const double wide = split(all.width() - gap, settings.surface_share, kLeastViewWidth * scale);
    const double high = split(all.height() - gap, settings.data_share, kLeastViewHeight * scale);
    board.large = {all.left, all.top, all.left + wide, all.bottom};
    board.upper = {all.left + wide + gap, all.top, all.right, all.top + high};
    board.lower = {all.left + wide + gap, all.top + high + gap, all.right, all.bottom};
}

}  // namespace

BoardLayout board_layout(double width, double height, double scale, const AppSettings& settings, bool alone,
                         double inspector) {
    const auto px = [scale](double length) { return std::round(length * scale); };
    BoardLayout board;
    const bool bare = settings.projector;
    const double top = bare ? 0.0 : px(kMenu);
    const double status_top = height - (bare ? 0.0 : px(kStatus));
    const double transport_top = status_top - px(kTransport);
    board.menu = {0.0, 0.0, width, top};
    board.status = {0.0, status_top, width, height};
    board.transport = {0.0, transport_top, width, status_top};
    board.folded = width < px(kFoldWidth) || settings.layout.side_folded;
    const double side = bare           ? 0.0
                        : board.folded ? px(kStripWidth)
                                       : px(std::clamp(settings.layout.side_width, kLeastSide, kMostSide));
    board.side = {0.0, top, side, transport_top};
    const double gap = px(kGap);
    board.views = {side + gap, top + (bare ? gap : 0.0), width - gap, transport_top};
    if (inspector > 0.0) {
        const double whole = board.views.height();
        const double spare = whole - gap - (2.0 * px(kTitledHeight) + gap);
        const double most = alone ? whole : std::max(spare, px(kLeastInspector));
        const double tall = std::min({px(inspector), most, std::floor(whole / 2.0)});
        board.inspector = {board.views.left, board.views.bottom - tall, board.views.right,
                           board.views.bottom};
        board.views.bottom -= tall + gap;
    }
    if (alone)
        board.large = board.views;
    else
        place_views(board, scale, settings.layout);
    return board;
}

}  // namespace talweg
