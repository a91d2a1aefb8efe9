// Whole figures through the screen's painter: every primitive stands where the log of the same figure says.
#include "tests/ui/ui_fixture.h"

#include "app/plot/dash.h"
#include "app/plot/layout.h"
#include "app/plot/log_painter.h"

#include <algorithm>
#include <cmath>

namespace talweg::test {
namespace {

bool near(Pt a, Pt b, double by) { return std::abs(a.x - b.x) <= by && std::abs(a.y - b.y) <= by; }
Pt to_point(ImVec2 p) { return {p.x, p.y}; }
Pt middle(ImVec2 a, ImVec2 b) { return {(a.x + b.x) / 2.0, (a.y + b.y) / 2.0}; }

// Writes down each call, hands it on to the screen's painter, and looks at the vertices that it left.
class Watched final : public Painter {
  public:
    Watched(ImDrawList& list, ImguiPainter& inner, const TextMeasure& measure)
        : list_(list), inner_(inner), measure_(measure) {
        const ImVec2 screen = ImGui::GetIO().DisplaySize;
        clips_.push_back({0.0, 0.0, screen.x, screen.y});
    }

    void clip(Box px) override {
        log.clip(px);
        inner_.clip(px);
        const Box& outer = clips_.back();
        clips_.push_back({std::max(px.left, outer.left), std::max(px.top, outer.top),
                          std::min(px.right, outer.right), std::min(px.bottom, outer.bottom)});
        check_clip();
    }
    void unclip() override {
        log.unclip();
        inner_.unclip();
        clips_.pop_back();
        check_clip();
    }
    void polyline(std::span<const Pt> px, const PixelStroke& stroke) override {
        log.polyline(px, stroke);
        begin();
        inner_.polyline(px, stroke);
        if (px.size() < 2 || stroke.color.a == 0 || stroke.width <= 0.0) return;
        if (stroke.dash == Dash::solid) {
            check_segments(px);
        } else {
            DashPieces pieces;
            cut_dashes(px, stroke.dash, stroke.width, pieces);
            const std::span<const Pt> all(pieces.points);
            for (std::size_t i = 0; i + 1 < pieces.starts.size(); ++i) {
                const auto piece = all.subspan(pieces.starts[i], pieces.starts[i + 1] - pieces.starts[i]);
                if (piece.size() > 1) check_segments(piece);
            }
        }
        right = right && next_ == list_.VtxBuffer.Size;
        ++lines;
    }
    void fill(std::span<const Pt> convex_px, Rgba color) override {
        log.fill(convex_px, color);
        begin();
        inner_.fill(convex_px, color);
        if (convex_px.size() < 3 || color.a == 0) return;
        right = right && list_.VtxBuffer.Size == next_ + static_cast<int>(convex_px.size());
        for (int i = next_; i < list_.VtxBuffer.Size; ++i) {
            const auto corner = std::find_if(convex_px.begin(), convex_px.end(), [&](Pt p) {
                return near(p, to_point(list_.VtxBuffer[i].pos), 0.001);
            });
            right = right && corner != convex_px.end() && list_.VtxBuffer[i].col == packed(color);
        }
        ++fills;
    }
    void image(const Image& image, Box px, bool smooth) override {
        log.image(image, px, smooth);
        begin();
        inner_.image(image, px, smooth);
        right = right && list_.VtxBuffer.Size == next_ + 4 &&
                near(to_point(list_.VtxBuffer[next_].pos), {px.left, px.top}, 0.001) &&
                near(to_point(list_.VtxBuffer[next_ + 2].pos), {px.right, px.bottom}, 0.001);
        ++images;
    }
    void text(Pt at, std::string_view text, const TextStyle& style) override {
        log.text(at, text, style);
        begin();
        inner_.text(at, text, style);
        const Size size = measure_.measure(text, style.size, style.strong);
        Box box{0.0, 0.0, size.width, size.height};  // from `at`, level
        const double x = style.align_x == AlignX::center  ? -size.width / 2
                         : style.align_x == AlignX::right ? -size.width
                                                          : 0.0;
        const double y = style.align_y == AlignY::top      ? 0.0
                         : style.align_y == AlignY::middle ? -size.height / 2
                         : style.align_y == AlignY::bottom ? -size.height
                                                           : -measure_.ascent(style.size);
        box = {box.left + x, box.top + y, box.right + x, box.bottom + y};
        if (style.vertical) box = {box.top, -box.right, box.bottom, -box.left};
        constexpr double kRounding = 2.5;  // glyphs stand on whole pixels
        const Box roomy{at.x + box.left - kRounding, at.y + box.top - kRounding, at.x + box.right + kRounding,
                        at.y + box.bottom + kRounding};
        for (int i = next_; i < list_.VtxBuffer.Size; ++i)
            right = right && roomy.contains(to_point(list_.VtxBuffer[i].pos));
        if (list_.VtxBuffer.Size > next_) ++texts;
    }
    void begin_mark(std::uint64_t id, std::string_view name) override { log.begin_mark(id, name); }

    LogPainter log;
    bool right = true;
    int lines = 0;
    int fills = 0;
    int images = 0;
    int texts = 0;

  private:
    void begin() { next_ = list_.VtxBuffer.Size; }
    void check_clip() {
        const Box& wanted = clips_.back();
        const ImVec2 low = list_.GetClipRectMin();
        const ImVec2 high = list_.GetClipRectMax();
        right = right && near(to_point(low), {wanted.left, wanted.top}, 0.001) &&
                near(to_point(high), {wanted.right, wanted.bottom}, 0.001);
    }
    // Without smooth edges each segment is a rectangle of four vertices about its two ends.
    void check_segments(std::span<const Pt> px) {
        for (std::size_t i = 0; i + 1 < px.size() && right; ++i, next_ += 4) {
            right =
                right && next_ + 4 <= list_.VtxBuffer.Size &&
                near(middle(list_.VtxBuffer[next_].pos, list_.VtxBuffer[next_ + 3].pos), px[i], 0.01) &&
                near(middle(list_.VtxBuffer[next_ + 1].pos, list_.VtxBuffer[next_ + 2].pos), px[i + 1], 0.01);
        }
    }

    ImDrawList& list_;
    ImguiPainter& inner_;
    const TextMeasure& measure_;
    std::vector<Box> clips_;
    int next_ = 0;
};

bool same(const LogPainter::Call& a, const LogPainter::Call& b) {
    return a.kind == b.kind && a.points == b.points && a.color == b.color && a.text == b.text &&
           a.stroke.width == b.stroke.width && a.stroke.dash == b.stroke.dash && a.mark == b.mark;
}

TEST_CASE("the screen draws every primitive of a figure where its layout puts it") {
    Ui ui;
    ViewOptions options;
    options.hover = Hover{20, 1};
    options.data.residuals = DataViewOptions::Residuals::squares;
    SurfaceArt art;
    art.update(ui.surface, light_theme(), 256);
    const Figure figures[] = {surface_figure(ui.now, ui.surface, art, options, light_theme()),
                              data_figure(ui.now, options, light_theme()),
                              curves_figure(ui.now, options, light_theme(), 500.0)};
    Kit& kit = ui.state().kit;
    for (const Figure& figure : figures) {
        CAPTURE(figure.title);
        const Layout placed = layout(figure, {40.0, 30.0, 760.0, 630.0}, *kit.measure);
        LogPainter log;
        paint(figure, placed, *kit.measure, log);

        ImGui::NewFrame();
        ImDrawList& list = *ImGui::GetForegroundDrawList();
        list.Flags &= ~ImDrawListFlags_AntiAliasedLines & ~ImDrawListFlags_AntiAliasedFill;
        ImguiPainter inner(list, kit.fonts, *kit.measure, *kit.textures);
        Watched watched(list, inner, *kit.measure);
        paint(figure, placed, *kit.measure, watched);
        ImGui::EndFrame();

        CHECK(watched.right);
        CHECK(watched.lines > 10);
        CHECK(watched.texts > 10);
        REQUIRE(watched.log.calls.size() == log.calls.size());
        for (std::size_t i = 0; i < log.calls.size(); ++i)
            if (!same(watched.log.calls[i], log.calls[i])) FAIL_CHECK("call " << i << " differs");
        if (&figure == &figures[0]) {
            CHECK(watched.images == 1);
            CHECK(watched.fills > 10);
        }
    }
}

}  // namespace
}  // namespace talweg::test
