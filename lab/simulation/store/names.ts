/** The primary keys of rows, as texts. */
export const nameOf = {
  type: (hotelId: number, roomTypeId: number): string => `${hotelId}/${roomTypeId}`,
  night: (hotelId: number, roomTypeId: number, night: number): string => `${hotelId}/${roomTypeId}/${night}`,
  reservation: (hotelId: number, reservationId: string): string => `${hotelId}/${reservationId}`,
  stay: (hotelId: number, reservationId: string, stayNo: number): string => `${hotelId}/${reservationId}/${stayNo}`,
  stayNight: (hotelId: number, reservationId: string, stayNo: number, night: number): string =>
    `${hotelId}/${reservationId}/${stayNo}/${night}`,
  hold: (hotelId: number, roomTypeId: number, expiresAt: number, reservationId: string): string =>
    `${hotelId}/${roomTypeId}/${expiresAt}/${reservationId}`,
  key: (hotelId: number, principal: string, key: string): string => `${hotelId}/${principal}/${key}`,
};
