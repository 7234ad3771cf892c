#include "textflag.h"

// The sums stay in Y0 to Y7 while the rows pass by.
//
// func addRowsVectors(to *[Block]float64, weight float64, rows *[]float64, at int, shares *float64, count int)
TEXT ·addRowsVectors(SB), NOSPLIT, $0-48
	MOVQ         rows+16(FP), SI
	MOVQ         at+24(FP), DX
	MOVQ         shares+32(FP), BX
	MOVQ         count+40(FP), CX
	VXORPD       Y0, Y0, Y0
	VXORPD       Y1, Y1, Y1
	VXORPD       Y2, Y2, Y2
	VXORPD       Y3, Y3, Y3
	VXORPD       Y4, Y4, Y4
	VXORPD       Y5, Y5, Y5
	VXORPD       Y6, Y6, Y6
	VXORPD       Y7, Y7, Y7

row:
	CMPQ         8(SI), DX // its length
	JLE          next
	MOVQ         (SI), AX
	LEAQ         (AX)(DX*8), AX
	VBROADCASTSD (BX), Y12
	VMULPD       (AX), Y12, Y8
	VMULPD       32(AX), Y12, Y9
	VMULPD       64(AX), Y12, Y10
	VMULPD       96(AX), Y12, Y11
	VADDPD       Y8, Y0, Y0
	VADDPD       Y9, Y1, Y1
	VADDPD       Y10, Y2, Y2
	VADDPD       Y11, Y3, Y3
	VMULPD       128(AX), Y12, Y8
	VMULPD       160(AX), Y12, Y9
	VMULPD       192(AX), Y12, Y10
	VMULPD       224(AX), Y12, Y11
	VADDPD       Y8, Y4, Y4
	VADDPD       Y9, Y5, Y5
	VADDPD       Y10, Y6, Y6
	VADDPD       Y11, Y7, Y7

next:
	ADDQ         $24, SI
	ADDQ         $8, BX
	DECQ         CX
	JNZ          row

	MOVQ         to+0(FP), DI
	VBROADCASTSD weight+8(FP), Y12
	VMULPD       Y0, Y12, Y0
	VMULPD       Y1, Y12, Y1
	VMULPD       Y2, Y12, Y2
	VMULPD       Y3, Y12, Y3
	VMULPD       Y4, Y12, Y4
	VMULPD       Y5, Y12, Y5
	VMULPD       Y6, Y12, Y6
	VMULPD       Y7, Y12, Y7
	VADDPD       (DI), Y0, Y0
	VADDPD       32(DI), Y1, Y1
	VADDPD       64(DI), Y2, Y2
	VADDPD       96(DI), Y3, Y3
	VADDPD       128(DI), Y4, Y4
	VADDPD       160(DI), Y5, Y5
	VADDPD       192(DI), Y6, Y6
	VADDPD       224(DI), Y7, Y7
	VMOVUPD      Y0, (DI)
	VMOVUPD      Y1, 32(DI)
	VMOVUPD      Y2, 64(DI)
	VMOVUPD      Y3, 96(DI)
	VMOVUPD      Y4, 128(DI)
	VMOVUPD      Y5, 160(DI)
	VMOVUPD      Y6, 192(DI)
	VMOVUPD      Y7, 224(DI)
	VZEROUPPER
	RET
