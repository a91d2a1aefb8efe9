// The screen's painter: the same pixels as the other painters are asked for.
#include "tests/ui/ui_fixture.h"

#include "app/plot/layout.h"

#include <cmath>

namespace talweg::test {
namespace {

// A draw list to paint into, inside a frame of its own.
struct Canvas {
    Ui ui;
    ImguiPainter painter(ImDrawList& list) {
        Kit& kit = ui.state().kit;
        return {list, kit.fonts, *kit.measure, *kit.textures};
    }
    template <class Draw>
    std::vector<ImDrawVert> vertices(Draw draw) {
        ImGui::NewFrame();
        ImDrawList& list = *ImGui::GetForegroundDrawList();
        list.Flags &= ~ImDrawListFlags_AntiAliasedLines & ~ImDrawListFlags_AntiAliasedFill;
        const int first = list.VtxBuffer.Size;
        ImguiPainter painter = this->painter(list);
        draw(painter);
        std::vector<ImDrawVert> found(list.VtxBuffer.begin() + first, list.VtxBuffer.end());
        ImGui::EndFrame();
        return found;
    }
};

Box bounds(const std::vector<ImDrawVert>& vertices) {
    Box box{1e9, 1e9, -1e9, -1e9};
    for (const ImDrawVert& v : vertices) {
        box.left = std::min<double>(box.left, v.pos.x);
        box.right = std::max<double>(box.right, v.pos.x);
        box.top = std::min<double>(box.top, v.pos.y);
        box.bottom = std::max<double>(box.bottom, v.pos.y);
    }
    return box;
}

TEST_CASE("a filled box has its corners where it was asked for in its colour") {
    Canvas canvas;
    const Pt corners[] = {{10, 20}, {60, 20}, {60, 50}, {10, 50}};
    const auto found = canvas.vertices([&](Painter& p) { p.fill(corners, rgb(0x0072b2)); });
    REQUIRE(found.size() == 4);
    CHECK(bounds(found) == Box{10, 20, 60, 50});
    CHECK(found[0].col == IM_COL32(0x00, 0x72, 0xb2, 0xff));
}

TEST_CASE("a level line is as wide as its stroke") {
    Canvas canvas;
    const Pt line[] = {{100, 100}, {200, 100}};
    const auto found = canvas.vertices([&](Painter& p) { p.polyline(line, {rgb(0), 4.0, Dash::solid}); });
    const Box box = bounds(found);
    CHECK(box.left == doctest::Approx(100));
    CHECK(box.right == doctest::Approx(200));
    CHECK(box.height() == doctest::Approx(4).epsilon(1e-3));  // floats at 100 px
}

TEST_CASE("dashes cover the same part of the line as in a file") {
    Canvas canvas;
    const Pt line[] = {{0, 100}, {300, 100}};
    DashPieces pieces;
    cut_dashes(line, Dash::dashed, 2.0, pieces);
    const auto found = canvas.vertices([&](Painter& p) { p.polyline(line, {rgb(0), 2.0, Dash::dashed}); });
    REQUIRE(pieces.starts.size() > 2);
    CHECK(found.size() == 4 * (pieces.starts.size() - 1));
    CHECK(found[0].pos.x == doctest::Approx(pieces.points[0].x));
}

TEST_CASE("lines longer than 16-bit indices allow are cut into pieces that touch") {
    Canvas canvas;
    std::vector<Pt> line;
    for (int i = 0; i < 40000; ++i) line.push_back({i * 0.03, 100.0 + std::sin(i * 0.01) * 50.0});
    const auto found = canvas.vertices([&](Painter& p) { p.polyline(line, {rgb(0), 1.0, Dash::solid}); });
    CHECK(found.size() >= 4u * 39999u);
    CHECK(bounds(found).right == doctest::Approx(39999 * 0.03).epsilon(0.001));
}

TEST_CASE("sharp corners do not shoot out of the line") {
    Canvas canvas;
    std::vector<Pt> line;
    for (int i = 0; i < 200; ++i) line.push_back({300.0 + (i % 2) * 40.0, 100.0 + i * 0.5});
    const auto found = canvas.vertices([&](Painter& p) { p.polyline(line, {rgb(0), 5.5, Dash::solid}); });
    const Box box = bounds(found);
    CHECK(box.left >= 300.0 - 5.5);
    CHECK(box.right <= 340.0 + 5.5);
}

TEST_CASE("right angles stay joined") {
    Canvas canvas;
    const Pt line[] = {{100, 100}, {200, 100}, {200, 200}, {100, 200}};
    const auto found = canvas.vertices([&](Painter& p) { p.polyline(line, {rgb(0), 4.0, Dash::solid}); });
    CHECK(bounds(found).right == doctest::Approx(202));
    CHECK(bounds(found).top == doctest::Approx(98));
}

TEST_CASE("text starts at its place and is as wide as it was measured") {
    Canvas canvas;
    const auto& measure = *canvas.ui.state().kit.measure;
    for (const double size : {12.0, 13.0, 15.0, 20.0}) {
        TextStyle style;
        style.size = size;
        style.color = rgb(0);
        style.align_y = AlignY::top;
        const std::string_view words = "Learning rate 0.01";
        const auto found = canvas.vertices([&](Painter& p) { p.text({50, 40}, words, style); });
        const Size wanted = measure.measure(words, size);
        const Box box = bounds(found);
        CHECK(std::abs(box.left - 50) <= 2.5);
        CHECK(std::abs(box.width() - wanted.width) <= 4.0);
        CHECK(box.top >= 38);
        CHECK(box.bottom <= 42 + wanted.height);
    }
}

TEST_CASE("vertical text is the level text turned about its place") {
    Canvas canvas;
    TextStyle style;
    style.size = 15.0;
    style.color = rgb(0);
    const auto level = canvas.vertices([&](Painter& p) { p.text({300, 300}, "Bias b", style); });
    style.vertical = true;
    const auto upright = canvas.vertices([&](Painter& p) { p.text({300, 300}, "Bias b", style); });
    REQUIRE(level.size() == upright.size());
    for (std::size_t i = 0; i < level.size(); ++i) {
        CHECK(upright[i].pos.x == doctest::Approx(300 + (level[i].pos.y - 300)));
        CHECK(upright[i].pos.y == doctest::Approx(300 - (level[i].pos.x - 300)));
    }
}

TEST_CASE("signs of mathematics have glyphs") {
    Canvas canvas;
    for (const char* text : {"−∇", "η", "λ Σ |w|", "w²", "10⁻⁸", "θ₁", "→", "…", "≤", "×"}) {
        TextStyle style;
        style.size = 15.0;
        style.color = rgb(0);
        const double wanted = canvas.ui.state().kit.measure->measure(text, 15.0).width;
        const FontFace& face = canvas.ui.state().kit.face(TextRole::body);
        const float drawn = face.font->CalcTextSizeA(face.line, 1e9f, 0.0f, text).x;
        CHECK_MESSAGE(std::abs(drawn - wanted) <= 1.5, text);
    }
}

TEST_CASE("the surface is one texture and not a rectangle per cell") {
    Ui ui;
    CHECK(ui.window.textures().seen().size() == 1);
}

}  // namespace
}  // namespace talweg::test
