export const LONG: i32 = 1024;
export const BLOCK: i32 = 64;
