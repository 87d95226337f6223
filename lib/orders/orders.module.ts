import { orderRepository } from './orders.repository.ts';
import { createOrderReader, createOrderService } from './orders.service.ts';

const orders = () => orderRepository;

/** For functions that place orders. */
export const orderPlacementModule = { orders, orderService: createOrderService };

/** For functions that read orders: needs no queue. */
export const orderReadingModule = { orders, orderReader: createOrderReader };
