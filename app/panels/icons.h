// The icons, drawn from lines and shapes so that no icon font is needed.
#pragma once

#include "app/panels/imgui_painter.h"

namespace talweg {

enum class Icon {
    play,
    pause,
    step,
    step_back,
    to_start,
    to_end,
    reset,
    plus,
    minus,
    close,
    check,
    down,
    right,
    left,
    eye,
    eye_off,
    copy,
    trash,
    dice,
    grow,
    shrink,
    fit,
    exchange,
    sun,
    moon,
    exporting,
    sliders,
    folder,
    file,
    points,
    model,
    runs,
    panel,
    help,
    residual_none,
    residual_segments,
    residual_squares,
    warning,
    up,
};

/// Draws the icon in a square of `size` px about `center`.
void draw_icon(ImDrawList& list, Icon icon, ImVec2 center, float size, Rgba color);

}  // namespace talweg
