/** The first joint that is not before `at`, as an index of the sorted list. */
function lowerBound(joints: readonly number[], at: number): number {
  let low = 0;
  let high = joints.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((joints[middle] ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The joints (see `MappedText`) from `start` to `end`, inclusive. */
export function jointsBetween(joints: readonly number[], start: number, end: number): readonly number[] {
  return joints.slice(lowerBound(joints, start), lowerBound(joints, end + 1));
}

/** Whether there is one, without creating a list of them. */
export function hasJointBetween(joints: readonly number[], start: number, end: number): boolean {
  return (joints[lowerBound(joints, start)] ?? Infinity) <= end;
}
