/** Kind of the timer that ends a shift at its planned time; its subject is the driver's id. */
export const SHIFT_END = 'shift-end';
