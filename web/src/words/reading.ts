/** How each method is to be read. A part of `words.ts`. */

export const reading = {
  title: "How to read this",
  methods: {
    pca: [
      "Distances along the axes are true; what lies across them is hidden. Look at the total: the rest is not in the picture.",
      "Axes have an order but no sign: left and right may change places between versions of the data.",
    ],
    tsne: [
      "Perplexity is about how many neighbours each point listens to. Small shows fine grains and may split one group into several; large shows the coarse arrangement. Try 5, 30 and 100 before believing a shape.",
      "Gaps between groups, and how wide a group is, mean little: t-SNE evens out densities.",
      "It finds clumps in pure noise, too, at a small perplexity. Trust what stays at several perplexities and seeds.",
      "Stopped too early, points lie in a ball or in strands: let the loss settle.",
      "The share of neighbours kept, in the line at the bottom, says how much of it to believe.",
    ],
    umap: [
      "Neighbours say how far each point looks: few make fine islands and strands, many a truer coarse arrangement.",
      "Gaps say who is related, not how far apart they are; sizes and densities of groups mean little.",
      "Minimal distance changes the look alone: tight islands or a soft cloud of the same neighbours.",
    ],
    custom: [
      "A point lies where its vector puts it between two meanings: the distance along an axis is true, all else is hidden.",
      "In the middle of an axis lies what is as near to one end as to the other, or has nothing to do with either.",
    ],
  } as Readonly<Record<string, readonly string[]>>,
};
