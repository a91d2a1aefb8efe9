// Figures as the views make them, with numbers of our own: for reference images.
#pragma once

#include "app/plot/figure.h"

#include <string>
#include <vector>

namespace talweg::samples {

/// Four loss curves over steps on a log axis, one that diverged, a band, a rule, direct labels.
Figure loss_curves(const Theme& theme);

/// A valley with filled contours, level lines, two paths, start, end and minimum.
Figure surface(const Theme& theme);

/// Points, a fitted line, residual squares on equal axes, a card.
Figure squares(const Theme& theme);

/// A range from 1 to 1 + 1e-9, and every marker.
Figure tiny_range(const Theme& theme);

/// Nothing to show.
Figure empty(const Theme& theme);

/// Twelve runs with dashes that end close together, so that names move apart or go to the legend.
Figure many_runs(const Theme& theme);

/// A figure with nothing but its title and what its axes are called.
Figure titled(const Theme& theme, std::string title, std::string x_label, std::string y_label);

/// A line that the legend names.
Line legend_line(std::string name, std::vector<double> x, std::vector<double> y, const Stroke& stroke);

/// A single point.
Points point_at(double x, double y, const MarkerStyle& marker);

/// 0, 1, 2, … of n numbers.
std::vector<double> count_to(std::size_t n);

/// The stroke of the run at place `index`.
Stroke series_stroke(std::size_t index, const Theme& theme, double width = 2.0);

}  // namespace talweg::samples
