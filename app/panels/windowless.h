// The workbench in an ImGui context without a window or a graphics card: for tests and benchmarks.
#pragma once

#include "app/panels/workbench.h"

#include <set>

namespace talweg {

/// Gives every picture a number and keeps nothing.
class NoTextures : public TextureCache {
  public:
    ImTextureID texture(const Image& image, bool smooth) override;
    /// Revisions that were asked for so far.
    const std::set<std::uint64_t>& seen() const { return seen_; }

  private:
    std::set<std::uint64_t> seen_;
};

/// Owns the ImGui context, so at most one may live at a time. Deterministic: every frame lasts 1/60 s.
class Windowless {
  public:
    Windowless(double width, double height, Experiment experiment = first_experiment(), double scale = 1.0);
    ~Windowless();
    Windowless(const Windowless&) = delete;
    Windowless& operator=(const Windowless&) = delete;

    Workbench& workbench() { return *workbench_; }
    UiState& state() { return workbench_->state(); }
    const Marks& marks() const { return marks_; }
    const NoTextures& textures() const { return textures_; }

    /// One whole frame: NewFrame, everything drawn, Render. Commands are appended.
    void frame(const Snapshot& now, const LossSurface& surface, Commands& commands);
    /// Vertices of the last frame.
    int vertices() const;

  private:
    double scale_;
    NoTextures textures_;
    Marks marks_;
    std::unique_ptr<Workbench> workbench_;
};

}  // namespace talweg
