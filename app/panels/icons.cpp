// The icons, drawn from lines and shapes.
#include "app/panels/icons.h"

#include <cmath>
#include <initializer_list>
#include <numbers>

namespace talweg {
namespace {

// Draws in a square of 16 units about a centre.
class Pen {
  public:
    Pen(ImDrawList& list, ImVec2 center, float size, Rgba color)
        : list_(list), center_(center), unit_(size / 16.0f), color_(packed(color)) {}

    ImVec2 at(float x, float y) const { return {center_.x + (x - 8) * unit_, center_.y + (y - 8) * unit_}; }
    float width() const { return std::max(1.0f, 1.5f * unit_); }

    void line(std::initializer_list<ImVec2> points, bool closed = false) const {
        list_.PathClear();
        for (const ImVec2& p : points) list_.PathLineTo(at(p.x, p.y));
        compat::stroke_path(list_, color_, width(), closed);
    }
    void shape(std::initializer_list<ImVec2> points) const {
        list_.PathClear();
        for (const ImVec2& p : points) list_.PathLineTo(at(p.x, p.y));
        list_.PathFillConvex(color_);
    }
    void bar(float x0, float y0, float x1, float y1, float round = 1.0f) const {
        list_.AddRectFilled(at(x0, y0), at(x1, y1), color_, round * unit_);
    }
    void box(float x0, float y0, float x1, float y1, float round = 1.5f) const {
        compat::outline(list_, at(x0, y0), at(x1, y1), color_, round * unit_, width());
    }
    void dot(float x, float y, float radius) const {
        list_.AddCircleFilled(at(x, y), radius * unit_, color_, 20);
    }
    void ring(float x, float y, float radius) const {
        list_.AddCircle(at(x, y), radius * unit_, color_, 28, width());
    }
    // Angles in turns, clockwise from three o'clock.
    void arc(float x, float y, float radius, float from, float to) const {
        const auto turn = static_cast<float>(2.0 * std::numbers::pi);
        list_.PathClear();
        list_.PathArcTo(at(x, y), radius * unit_, from * turn, to * turn, 20);
        compat::stroke_path(list_, color_, width());
    }

  private:
    ImDrawList& list_;
    ImVec2 center_;
    float unit_;
    ImU32 color_;
};

void draw_transport(const Pen& pen, Icon icon) {
    switch (icon) {
        case Icon::play:
            pen.shape({{4.5f, 2.5f}, {13.5f, 8}, {4.5f, 13.5f}});
            break;
        case Icon::pause:
            pen.bar(4, 3, 6.8f, 13);
            pen.bar(9.2f, 3, 12, 13);
            break;
        case Icon::step:
            pen.shape({{3.5f, 3.5f}, {10, 8}, {3.5f, 12.5f}});
            pen.bar(11, 3.5f, 12.8f, 12.5f, 0.5f);
            break;
        case Icon::step_back:
            pen.shape({{12.5f, 3.5f}, {12.5f, 12.5f}, {6, 8}});
            pen.bar(3.2f, 3.5f, 5, 12.5f, 0.5f);
            break;
        case Icon::to_start:
            pen.bar(1.6f, 3.5f, 3.2f, 12.5f, 0.5f);
            pen.shape({{9, 3.5f}, {9, 12.5f}, {3.8f, 8}});
            pen.shape({{14.4f, 3.5f}, {14.4f, 12.5f}, {9.2f, 8}});
            break;
        case Icon::to_end:
            pen.bar(12.8f, 3.5f, 14.4f, 12.5f, 0.5f);
            pen.shape({{7, 3.5f}, {12.2f, 8}, {7, 12.5f}});
            pen.shape({{1.6f, 3.5f}, {6.8f, 8}, {1.6f, 12.5f}});
            break;
        default:
            pen.arc(8, 8.5f, 5, -0.14f, 0.62f);
            pen.shape({{12.9f, 1.8f}, {13.2f, 6.6f}, {8.8f, 5.4f}});
            break;
    }
}

void draw_signs(const Pen& pen, Icon icon) {
    switch (icon) {
        case Icon::plus:
            pen.line({{8, 3}, {8, 13}});
            pen.line({{3, 8}, {13, 8}});
            break;
        case Icon::minus:
            pen.line({{3, 8}, {13, 8}});
            break;
        case Icon::close:
            pen.line({{4, 4}, {12, 12}});
            pen.line({{12, 4}, {4, 12}});
            break;
        case Icon::check:
            pen.line({{3, 8.5f}, {6.5f, 12}, {13, 4.5f}});
            break;
        case Icon::down:
            pen.line({{4, 6}, {8, 10}, {12, 6}});
            break;
        case Icon::up:
            pen.line({{4, 10}, {8, 6}, {12, 10}});
            break;
        case Icon::right:
            pen.line({{6, 4}, {10, 8}, {6, 12}});
            break;
        case Icon::left:
            pen.line({{10, 4}, {6, 8}, {10, 12}});
            break;
        case Icon::warning:
            pen.line({{8, 2}, {14.5f, 13.5f}, {1.5f, 13.5f}}, true);
            pen.line({{8, 6}, {8, 9.6f}});
            pen.dot(8, 11.6f, 0.9f);
            break;
        default:  // help
            pen.arc(8, 6, 2.8f, 0.5f, 1.12f);
            pen.line({{10, 7.9f}, {8, 9.3f}, {8, 10.6f}});
            pen.dot(8, 13, 1.0f);
            break;
    }
}

void draw_objects(const Pen& pen, Icon icon) {
    switch (icon) {
        case Icon::eye:
        case Icon::eye_off:
            pen.arc(8, 12.2f, 7.2f, 0.617f, 0.883f);
            pen.arc(8, 3.8f, 7.2f, 0.117f, 0.383f);
            pen.dot(8, 8, 2.1f);
            if (icon == Icon::eye_off) pen.line({{3, 13}, {13, 3}});
            break;
        case Icon::copy:
            pen.box(5.5f, 5.5f, 13.5f, 13.5f);
            pen.line({{3, 10.5f}, {2.5f, 10.5f}, {2.5f, 2.5f}, {10.5f, 2.5f}, {10.5f, 3}});
            break;
        case Icon::trash:
            pen.line({{2.5f, 4.5f}, {13.5f, 4.5f}});
            pen.line({{6, 4}, {6, 2.5f}, {10, 2.5f}, {10, 4}});
            pen.line({{4, 4.5f}, {4.7f, 13.5f}, {11.3f, 13.5f}, {12, 4.5f}});
            break;
        case Icon::dice:
            pen.box(2.5f, 2.5f, 13.5f, 13.5f, 2.5f);
            pen.dot(5.6f, 5.6f, 1.1f);
            pen.dot(8, 8, 1.1f);
            pen.dot(10.4f, 10.4f, 1.1f);
            break;
        case Icon::folder:
            pen.line({{2, 12.5f}, {2, 3.5f}, {6.5f, 3.5f}, {8, 5.5f}, {14, 5.5f}, {14, 12.5f}}, true);
            break;
        case Icon::file:
            pen.line({{4, 2}, {9.5f, 2}, {12.5f, 5}, {12.5f, 14}, {4, 14}}, true);
            pen.line({{9.5f, 2}, {9.5f, 5}, {12.5f, 5}});
            break;
        case Icon::exporting:
            pen.line({{8, 10}, {8, 2.5f}});
            pen.line({{4.8f, 5.6f}, {8, 2.4f}, {11.2f, 5.6f}});
            pen.line({{2.5f, 10}, {2.5f, 13.5f}, {13.5f, 13.5f}, {13.5f, 10}});
            break;
        case Icon::sliders:
            pen.line({{2, 5}, {14, 5}});
            pen.line({{2, 11}, {14, 11}});
            pen.dot(10.5f, 5, 2);
            pen.dot(5.5f, 11, 2);
            break;
        case Icon::points:
            pen.dot(3.5f, 11.5f, 1.6f);
            pen.dot(7, 7.5f, 1.6f);
            pen.dot(10, 9.5f, 1.6f);
            pen.dot(12.8f, 4, 1.6f);
            break;
        case Icon::model:
            pen.line({{2.5f, 13.5f}, {13.5f, 2.5f}});
            pen.dot(4.5f, 6, 1.3f);
            pen.dot(11, 10, 1.3f);
            break;
        default:  // runs
            pen.line({{2.5f, 3}, {4, 8}, {7, 11}, {13.5f, 12.5f}});
            pen.line({{2.5f, 2.5f}, {6, 4.5f}, {9, 6.5f}, {13.5f, 7}});
            break;
    }
}

void draw_views(const Pen& pen, Icon icon) {
    switch (icon) {
        case Icon::grow:
            pen.line({{9.5f, 2.5f}, {13.5f, 2.5f}, {13.5f, 6.5f}});
            pen.line({{6.5f, 13.5f}, {2.5f, 13.5f}, {2.5f, 9.5f}});
            pen.line({{13, 3}, {9.5f, 6.5f}});
            pen.line({{3, 13}, {6.5f, 9.5f}});
            break;
        case Icon::shrink:
            pen.line({{9.5f, 2.5f}, {9.5f, 6.5f}, {13.5f, 6.5f}});
            pen.line({{6.5f, 13.5f}, {6.5f, 9.5f}, {2.5f, 9.5f}});
            pen.line({{13.5f, 2.5f}, {10, 6}});
            pen.line({{2.5f, 13.5f}, {6, 10}});
            break;
        case Icon::exchange:
            pen.line({{2.5f, 5.5f}, {13.5f, 5.5f}, {10.5f, 2.5f}});
            pen.line({{13.5f, 10.5f}, {2.5f, 10.5f}, {5.5f, 13.5f}});
            break;
        case Icon::fit:
            pen.line({{2.5f, 6}, {2.5f, 2.5f}, {6, 2.5f}});
            pen.line({{10, 2.5f}, {13.5f, 2.5f}, {13.5f, 6}});
            pen.line({{13.5f, 10}, {13.5f, 13.5f}, {10, 13.5f}});
            pen.line({{6, 13.5f}, {2.5f, 13.5f}, {2.5f, 10}});
            break;
        case Icon::sun:
            pen.ring(8, 8, 2.8f);
            for (int i = 0; i < 8; ++i) {
                const float a = static_cast<float>(i) * 0.7853982f;
                const float c = std::cos(a);
                const float s = std::sin(a);
                pen.line({{8 + 4.8f * c, 8 + 4.8f * s}, {8 + 6.6f * c, 8 + 6.6f * s}});
            }
            break;
        case Icon::moon:
            pen.arc(8, 8, 5.5f, 0.06f, 0.70f);
            pen.arc(11.1f, 4.7f, 4.9f, 0.155f, 0.60f);
            break;
        case Icon::panel:
            pen.box(2, 3, 14, 13);
            pen.line({{6, 3}, {6, 13}});
            break;
        case Icon::residual_none:
            pen.line({{2.5f, 13}, {13.5f, 3}});
            break;
        case Icon::residual_segments:
            pen.line({{2.5f, 13}, {13.5f, 3}});
            pen.line({{5, 10.7f}, {5, 6}});
            pen.line({{11, 5.3f}, {11, 10}});
            break;
        default:  // residual_squares
            pen.line({{2.5f, 13}, {13.5f, 3}});
            pen.box(8, 5.5f, 13.5f, 11, 0.5f);
            break;
    }
}

}  // namespace

void draw_icon(ImDrawList& list, Icon icon, ImVec2 center, float size, Rgba color) {
    const Pen pen(list, ImVec2(std::round(center.x), std::round(center.y)), size, color);
    switch (icon) {
        case Icon::play:
        case Icon::pause:
        case Icon::step:
        case Icon::step_back:
        case Icon::to_start:
        case Icon::to_end:
        case Icon::reset:
            draw_transport(pen, icon);
            return;
        case Icon::plus:
        case Icon::minus:
        case Icon::close:
        case Icon::check:
        case Icon::down:
        case Icon::up:
        case Icon::right:
        case Icon::left:
        case Icon::warning:
        case Icon::help:
            draw_signs(pen, icon);
            return;
        case Icon::grow:
        case Icon::shrink:
        case Icon::fit:
        case Icon::exchange:
        case Icon::sun:
        case Icon::moon:
        case Icon::panel:
        case Icon::residual_none:
        case Icon::residual_segments:
        case Icon::residual_squares:
            draw_views(pen, icon);
            return;
        default:
            draw_objects(pen, icon);
            return;
    }
}

}  // namespace talweg
